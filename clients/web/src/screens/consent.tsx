import type { Arrival, Profile } from "../acts.ts";
import type { Terms } from "../protocol/consent.ts";
import { type ConsentForm, PROFILES, type ProfileTerms, summaryLacks, termsOf, withProfile } from "./consent_form.ts";
import { originals, type Problems } from "./draft.ts";
import { Choice, P, Tick } from "./fields.tsx";
import { Heading, Warning, WhatIsWrong } from "./frame.tsx";
import { ReadAloud } from "./read_aloud.tsx";
import { Numbered, SingleOptions } from "./single_options.tsx";
import { whatIsAllowed } from "./terms_in_words.ts";
import { say } from "./texts.ts";
import { type Editing, Steps } from "./write.tsx";

export function Consent(props: Editing & { readonly known: Arrival | null; readonly profileTerms: ProfileTerms }) {
  const { draft, problems, onWrite, known } = props;
  return (
    <main>
      <Heading id="consent-title" of="consent" />
      <WhatIsWrong problems={problems} tries={props.tries} />
      <ConsentChoice
        form={draft.consent}
        tonight={draft.tonight}
        today={known?.today ?? 0}
        bodies={known?.neverTo ?? []}
        profileTerms={props.profileTerms}
        problems={problems}
        onChange={(consent) => onWrite({ consent })}
      />
      {originals(draft).length > 0 && <EvidenceConsent {...props} />}
      <Steps {...props} />
    </main>
  );
}

interface ConsentChoiceProps {
  readonly form: ConsentForm;
  readonly tonight: boolean;
  readonly today: number;
  readonly bodies: readonly string[];
  readonly profileTerms: ProfileTerms;
  readonly problems: Problems;
  readonly onChange: (form: ConsentForm) => void;
}

// For a new report, and for the consent of one that was sent.
export function ConsentChoice(props: ConsentChoiceProps) {
  const { form, tonight, onChange } = props;
  const terms = termsOf(form, props.profileTerms);
  const chosen = form.profile !== null || form.base !== null;
  const options = {
    terms,
    today: props.today,
    bodies: props.bodies,
    onChange: (own: Partial<Terms>) => onChange({ ...form, own: { ...form.own, ...own } }),
  };
  return (
    <>
      <div id="consent-read">
        <P id="consent-what" />
        <Choice
          id="profile"
          label={say("profile")}
          problems={props.problems}
          value={form.profile ?? ""}
          cards={PROFILES.map((profile) => ({
            value: profile,
            label: say(`profile-${profile}`),
            more: <p>{say(`profile-${profile}-means`)}</p>,
          }))}
          onType={(profile) => onChange(withProfile(form, profile as Profile, tonight))}
        />
        <h2>{say("not-promised-title")}</h2>
        <P id="not-promised-courts" />
        <P id="not-promised-copies" />
        <P id="not-promised-together" />
      </div>
      <ReadAloud of="consent-read" />
      {chosen && terms.uses.length > 0 && <Numbered name="contact" count={3} {...options} />}
      {chosen && (
        <details>
          <summary>{say("single-options")}</summary>
          <P id="single-options-hint" of="hint" />
          <SingleOptions {...options} />
        </details>
      )}
      {chosen && <Allowed terms={terms} tonight={tonight} today={props.today} bodies={props.bodies} />}
    </>
  );
}

function Allowed(props: { terms: Terms; tonight: boolean; today: number; bodies: readonly string[] }) {
  const { terms, tonight } = props;
  const lacks = summaryLacks(terms);
  return (
    <section class="boxed" id="allowed" aria-live="polite">
      <h2>{say("allowed-title")}</h2>
      <TermsInWords {...props} />
      {lacks.length > 0 && (
        <Warning>
          <P id="lacks" />
          <ul>
            {lacks.map((id) => (
              <li key={id}>{say(id)}</li>
            ))}
          </ul>
        </Warning>
      )}
      {tonight && !(terms.uses.includes("summary") && terms.urgent) && (
        <Warning>
          <P id="tonight-not-allowed" />
        </Warning>
      )}
    </section>
  );
}

export function TermsInWords(props: { terms: Terms; today: number; bodies: readonly string[] }) {
  return (
    <ul>
      {whatIsAllowed(props.terms, props.today, props.bodies).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function EvidenceConsent({ draft, onWrite }: Editing) {
  const set = (change: Partial<typeof draft.evidence>) => onWrite({ evidence: { ...draft.evidence, ...change } });
  return (
    <fieldset>
      <legend>{say("evidence-consent")}</legend>
      <P id="evidence-consent-none" />
      <Tick id="evidence-now" label={say("evidence-now")} is={draft.evidence.now} onTick={(now) => set({ now })} />
      <Tick
        id="evidence-accountability"
        label={say("evidence-accountability")}
        is={draft.evidence.accountability}
        onTick={(accountability) => set({ accountability })}
      />
    </fieldset>
  );
}
