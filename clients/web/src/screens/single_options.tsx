import type { Terms, Use } from "../protocol/consent.ts";
import {
  AIMS,
  type AimChoice,
  aimChoice,
  isShutOut,
  laterAreShutOut,
  withAim,
  withLaterShutOut,
  withOne,
  withShutOut,
} from "./consent_form.ts";
import { Line, type Option, P, Pick, Tick } from "./fields.tsx";
import { bodyName, say } from "./texts.ts";

const USES: readonly Use[] = ["a-curator-reads", "counted", "summary", "exact-words", "altered-media"];
const LAST_DAY = 100_000; // that terms can name (messages.cddl)
const DAY = 86_400_000;

export interface SingleOptionsProps {
  readonly terms: Terms;
  readonly today: number;
  readonly bodies: readonly string[];
  readonly onChange: (own: Partial<Terms>) => void;
}

// Every term there is (SPEC 5.2), each by itself.
export function SingleOptions(props: SingleOptionsProps) {
  const { terms, onChange } = props;
  return (
    <>
      <fieldset>
        <legend>{say("uses")}</legend>
        {USES.map((use) => (
          <Tick
            key={use}
            id={`use-${use}`}
            label={say(`use-${use}`)}
            hint={use === "exact-words" || use === "altered-media" ? say("use-not-yet") : undefined}
            is={terms.uses.includes(use)}
            onTick={(is) => onChange({ uses: withOne(terms.uses, use, is) })}
          />
        ))}
        <Tick
          id="translation"
          label={say("translation")}
          is={terms.translation}
          onTick={(translation) => onChange({ translation })}
        />
        <Tick
          id="urgent"
          label={say("urgent")}
          hint={say("urgent-hint")}
          is={terms.urgent}
          onTick={(urgent) => onChange({ urgent })}
        />
      </fieldset>
      <Aims {...props} />
      <HowFine {...props} />
      <NeverTo {...props} />
      <When {...props} />

      <Numbered name="given_by" count={3} hint={say("given-by-hint")} {...props} />
    </>
  );
}

function Aims({ terms, onChange }: SingleOptionsProps) {
  const options: readonly Option[] = (["no", "ask", "yes"] as const).map((choice) => [
    choice,
    say(`aim-choice-${choice}`),
  ]);
  return (
    <fieldset>
      <legend>{say("aims")}</legend>
      <P id="aims-hint" of="hint" />
      {AIMS.map((aim) => (
        <Pick
          key={aim}
          id={`aim-${aim}`}
          label={say(`aim-${aim}`)}
          value={aimChoice(terms, aim)}
          options={options}
          onType={(choice) => onChange(withAim(terms, aim, choice as AimChoice))}
        />
      ))}
    </fieldset>
  );
}

function HowFine(props: SingleOptionsProps) {
  return (
    <fieldset>
      <legend>{say("how-fine")}</legend>
      <Numbered name="place" count={4} {...props} />
      <Numbered name="period" count={4} {...props} />
      <Numbered name="audience" count={5} {...props} />
    </fieldset>
  );
}

type NumberedName = "place" | "period" | "audience" | "contact" | "given_by";

interface NumberedProps extends SingleOptionsProps {
  readonly name: NumberedName;
  readonly count: number;
  readonly hint?: string;
}

export function Numbered({ name, count, hint, terms, onChange }: NumberedProps) {
  const id = name.replace("_", "-");
  const of = name === "place" || name === "period" ? `finest-${name}` : id;
  return (
    <Pick
      id={`option-${id}`}
      label={say(`option-${id}`)}
      hint={hint}
      value={String(terms[name])}
      options={Array.from({ length: count }, (_, value): Option => [String(value), say(`${of}-${value}`)])}
      onType={(value) => onChange({ [name]: Number(value) })}
    />
  );
}

function NeverTo({ terms, bodies, onChange }: SingleOptionsProps) {
  return (
    <fieldset>
      <legend>{say("never-to")}</legend>
      {bodies.length > 0 && <P id="never-to-hint" of="hint" />}
      {bodies.map((body, at) => (
        <Tick
          key={body}
          id={`never-to-${at}`}
          label={bodyName(body)}
          is={isShutOut(terms.never_to, at)}
          onTick={(is) => onChange({ never_to: withShutOut(terms.never_to, at, is) })}
        />
      ))}
      <Tick
        id="never-to-later"
        label={say("never-to-later")}
        is={laterAreShutOut(terms.never_to, bodies.length)}
        onTick={(is) => onChange({ never_to: withLaterShutOut(terms.never_to, bodies.length, is) })}
      />
    </fieldset>
  );
}

function When({ terms, today, onChange }: SingleOptionsProps) {
  const shown = terms.not_before < LAST_DAY ? new Date(terms.not_before * DAY).toISOString().slice(0, 10) : "";
  const days = (typed: string) => Math.min(Math.max(Math.floor(Date.parse(typed) / DAY), 0), LAST_DAY);
  return (
    <fieldset>
      <legend>{say("when")}</legend>
      <Line
        kind="date"
        id="not-before"
        label={say("not-before")}
        hint={say("not-before-hint")}
        value={shown}
        onType={(typed) => onChange({ not_before: typed ? days(typed) : today })}
      />
      <Tick
        id="until-safe"
        label={say("until-safe")}
        is={terms.until_safe}
        onTick={(until_safe) => onChange({ until_safe })}
      />
      <Pick
        id="forget-after"
        label={say("forget-after")}
        hint={say("forget-after-hint")}
        value={String(terms.forget_after)}
        options={[30, 90, 365].map((count): Option => [String(count), say("forget-after-days", { days: count })])}
        onType={(typed) => onChange({ forget_after: Number(typed) as Terms["forget_after"] })}
      />
    </fieldset>
  );
}
