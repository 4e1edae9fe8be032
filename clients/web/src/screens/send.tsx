import type { Arrival, Progress } from "../acts.ts";
import { TermsInWords } from "./consent.tsx";
import { type ProfileTerms, type SmallConsent, termsOf } from "./consent_form.ts";
import { type Draft, hasIdentity, originals, pictures, type Told } from "./draft.ts";
import { Button, List, P } from "./fields.tsx";
import { Heading, TroubleBox, Warning } from "./frame.tsx";
import { minutesOnASlowLine } from "./line_sizes.ts";
import { mayChange, type State } from "./state.ts";
import { bytes, countryName, say } from "./texts.ts";
import { Steps } from "./write.tsx";

interface SendProps {
  readonly state: State;
  readonly known: Arrival | null;
  readonly profileTerms: ProfileTerms;
  readonly size: () => number | null;
  readonly onSend: () => void;
  readonly onBack: () => void;
}

export function Send(props: SendProps) {
  const { state, onSend, onBack } = props;
  const { sending } = state;
  return (
    <main>
      <Heading
        id={sending.at === "ready" ? "send-title" : sending.at === "failed" ? "not-sent-title" : "sending-title"}
        of={sending.at}
      />
      {sending.at === "ready" && <WhatGoes {...props} />}
      {sending.at === "going" && <Going progress={sending.progress} />}
      {sending.at === "failed" && (
        <>
          <TroubleBox why={sending.why} onAgain={onSend} />
          <P id={sending.begun ? "sending-kept-begun" : "sending-kept"} />
        </>
      )}
      {sending.at === "ready" && <Steps next="send-now" onNext={onSend} onBack={onBack} />}
      {sending.at === "failed" && mayChange(state) && <Steps onBack={onBack} />}
    </main>
  );
}

function WhatGoes({ state, known, profileTerms, size }: SendProps) {
  const { draft } = state;
  const all = size();
  return (
    <>
      {known?.stale && (
        <Warning>
          <P id="stale" />
        </Warning>
      )}
      <h2>{say("goes-title")}</h2>
      <ul>
        <li>{say("goes-country", { country: countryName(draft.country) })}</li>
        <li>{say("goes-text", { count: draft.text.trim().length })}</li>
        {inDraft(draft).map((id) => (
          <li key={id}>
            {say(id, { pictures: pictures(draft).length, originals: originals(draft).length })}
            {allowedFor(id, draft).length > 0 && <List ids={allowedFor(id, draft)} />}
          </li>
        ))}
      </ul>
      <h2>{say("allowed-title")}</h2>
      <TermsInWords
        terms={termsOf(draft.consent, profileTerms)}
        today={known?.today ?? 0}
        bodies={known?.neverTo ?? []}
      />
      {all === null ? (
        <TroubleBox why="too-large" />
      ) : (
        <P id="goes-size" values={{ size: bytes(all), minutes: minutesOnASlowLine(all) }} />
      )}
    </>
  );
}

const inDraft = (draft: Draft): readonly string[] => [
  ...(pictures(draft).length ? ["goes-pictures"] : []),
  ...(originals(draft).length ? ["goes-originals"] : []),
  hasIdentity(draft) ? "goes-identity" : "goes-no-identity",
  draft.card.trim() ? "goes-card" : "goes-no-card",
  ...(draft.tonight ? ["goes-tonight"] : []),
];

// What may be done with what is sealed apart, in the words of the boxes that were ticked.
function allowedFor(id: string, { identity, evidence }: Draft): readonly string[] {
  if (id === "goes-identity") return ticked(identity, "identity-now", "identity-accountability");
  return id === "goes-originals" ? ticked(evidence, "evidence-now", "evidence-accountability") : [];
}

const ticked = (boxes: SmallConsent, now: string, accountability: string): readonly string[] => [
  ...(boxes.now ? [now] : []),
  ...(boxes.accountability ? [accountability] : []),
];

interface GoingProps {
  readonly progress: Progress | null;
  readonly fetching?: boolean;
}

export function Going({ progress, fetching }: GoingProps) {
  const step = progress?.step ?? "sealing";
  const counted = progress !== null && progress.all > 0 && step !== "sealing" && step !== "working";
  return (
    <>
      <p role="status">
        {say(fetching && (step === "sealing" || step === "sending") ? "progress-fetching" : `progress-${step}`)}
        {counted && ` ${say("progress-bytes", { done: bytes(progress.done), all: bytes(progress.all) })}`}
      </p>
      <progress
        aria-label={say("progress")}
        max={counted ? progress.all : undefined}
        value={counted ? progress.done : undefined}
      />
      <P id="progress-stay" />
    </>
  );
}

interface SentProps {
  readonly told: Told | null;
  readonly onClose: () => void;
  readonly onAnother: () => void;
}

export function Sent({ told, onClose, onAnother }: SentProps) {
  return (
    <main>
      <Heading id="sent-title" of="sent" />
      <P id="sent-what" />
      <h2>{say("sent-next-title")}</h2>
      {told?.tonight && (
        <Warning>
          <P id="goes-tonight" />
          <P id={told.read ? "tonight-today" : "allow-nothing"} />
          <P id="tonight-help" />
        </Warning>
      )}
      <List ids={["sent-next-look", "sent-next-words", ...(told?.answers ? ["words-answer"] : []), "sent-next-end"]} />
      <h2>{say("sent-traces-title")}</h2>
      <List ids={["sent-traces-none", "sent-traces-history", "sent-traces-keyboard", "sent-traces-files"]} />
      <div class="steps">
        <Button id="sent-close" of="first" onPress={onClose} />
        <Button id="sent-another" onPress={onAnother} />
      </div>
    </main>
  );
}
