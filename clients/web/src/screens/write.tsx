import type { Arrival, Trouble } from "../acts.ts";
import { type Draft, LONGEST, type Problems } from "./draft.ts";
import { Button, Line, Lines, type Option, P, Pick, Tick } from "./fields.tsx";
import { Heading, Refused, refuses, TroubleBox, Warning, WhatIsWrong } from "./frame.tsx";
import { lengthOf } from "./hidden_signs.ts";
import { byName, countryName, say, span } from "./texts.ts";
import { recentWeeks } from "./weeks.ts";

const EVENT_TYPES = [
  "threats",
  "hate-speech",
  "arrest",
  "disappearance",
  "killing",
  "injury",
  "sexual-violence",
  "displacement",
  "destruction",
  "roadblock",
  "armed-movement",
  "recruitment",
  "aid-denied",
  "other",
];
const WEEKS = 12;
// From here on a text is told that it is long: most reports have some hundred signs.
const LONG = 5_000;

export interface Editing {
  readonly draft: Draft;
  readonly problems: Problems;
  readonly tries: number;
  readonly onWrite: (change: Partial<Draft>) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

export function Write(
  props: Editing & {
    readonly known: Arrival | null;
    readonly notArrived: Trouble | null;
    readonly onAgain: () => void;
    readonly again: boolean; // with words that sent a report before
  },
) {
  const { draft, problems, onWrite, known, notArrived } = props;
  if (notArrived && refuses(notArrived))
    return <Refused title="write-title" why={notArrived} onAgain={props.onAgain} />;
  return (
    <main>
      <Heading id="write-title" of="write" />
      <WhatIsWrong problems={problems} tries={props.tries} />
      {notArrived && <TroubleBox why={notArrived} onAgain={props.onAgain} />}
      {props.again && <P id="write-again-what" />}
      <Pick
        id="country"
        label={say("country")}
        hint={say(known || notArrived ? "country-hint" : "arriving")}
        problems={problems}
        value={draft.country}
        options={countries(known)}
        onType={(country) => onWrite({ country })}
      />
      <Lines
        id="text"
        label={say("text")}
        hint={say("text-hint")}
        rows={9}
        problems={problems}
        value={draft.text}
        onType={(text) => onWrite({ text })}
      />
      <HiddenSigns removed={draft.removed} onSeen={() => onWrite({ removed: 0 })} />
      <Length text={draft.text} />
      <Tick big id="tonight" label={say("tonight")} is={draft.tonight} onTick={(tonight) => onWrite({ tonight })} />
      {draft.tonight && (
        <Warning>
          <P id="tonight-what" />
          <P id="tonight-today" />
          <P id="tonight-help" />
        </Warning>
      )}
      <More {...props} today={known?.today ?? null} />
      <Steps {...props} />
    </main>
  );
}

function countries(known: Arrival | null): readonly Option[] {
  const named = (known?.countries ?? []).map((code): Option => [code, countryName(code)]);
  return [["", say("choose")], ...named.sort((one, other) => byName(one[1], other[1]))];
}

export function HiddenSigns({ removed, onSeen }: { readonly removed: number; readonly onSeen: () => void }) {
  return (
    <div role="status">
      {removed > 0 && (
        <Warning>
          <P id="hidden-signs" values={{ count: removed }} />
          <Button id="understood" of="small" onPress={onSeen} />
        </Warning>
      )}
    </div>
  );
}

function Length({ text }: { readonly text: string }) {
  const length = lengthOf(text);
  if (length < LONG) return null;
  return <P id="text-length" values={{ count: length, most: LONGEST.text }} of="hint" />;
}

// What helps to sort a report, and can all be left out.
function More({ draft, problems, onWrite, today }: Editing & { readonly today: number | null }) {
  const wrong = problems.some(([field]) => field === "place" || field === "harmed");
  const factor = (number: number, is: boolean) =>
    [...draft.riskFactors.filter((other) => other !== number), ...(is ? [number] : [])].sort((a, b) => a - b);
  return (
    <details open={wrong || undefined}>
      <summary>{say("more")}</summary>
      <P id="more-hint" of="hint" />
      <Pick
        id="event-type"
        label={say("event-type")}
        value={draft.eventType}
        options={[["", say("not-said")], ...EVENT_TYPES.map((code): Option => [code, say(`event-type-${code}`)])]}
        onType={(eventType) => onWrite({ eventType })}
      />
      <Line
        id="place"
        label={say("where")}
        hint={say("where-hint")}
        problems={problems}
        value={draft.place}
        onType={(place) => onWrite({ place })}
      />
      {today !== null && (
        <Pick
          id="week"
          label={say("week")}
          hint={say("week-hint")}
          value={draft.week}
          options={weeks(today)}
          onType={(week) => onWrite({ week })}
        />
      )}
      <Line
        id="harmed"
        label={say("harmed")}
        hint={say("harmed-hint")}
        problems={problems}
        value={draft.harmed}
        onType={(harmed) => onWrite({ harmed })}
      />
      <details>
        <summary>{say("factors")}</summary>
        <fieldset>
          <legend>{say("factors-hint")}</legend>
          {Array.from({ length: 14 }, (_, before) => before + 1).map((number) => (
            <Tick
              key={number}
              id={`factor-${number}`}
              label={say(`factor-${number}`)}
              is={draft.riskFactors.includes(number)}
              onTick={(is) => onWrite({ riskFactors: factor(number, is) })}
            />
          ))}
        </fieldset>
      </details>
    </details>
  );
}

function weeks(today: number): readonly Option[] {
  const recent = recentWeeks(today, WEEKS).map(({ code, monday }, back): Option => {
    const days = span(monday, monday + 6);
    return [code, back === 0 ? say("week-this", { days }) : back === 1 ? say("week-last", { days }) : days];
  });
  return [["", say("week-unknown")], ...recent];
}

export function Steps({
  onNext,
  onBack,
  next = "next",
  wait,
}: {
  readonly onNext?: () => void;
  readonly onBack?: () => void;
  readonly next?: string;
  readonly wait?: boolean;
}) {
  return (
    <div class="steps">
      {onNext && <Button id={next} of="first" off={wait === true} onPress={onNext} />}
      {onBack && <Button id="back" onPress={onBack} />}
    </div>
  );
}
