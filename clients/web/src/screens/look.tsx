import type { Arrival, PartKind, Trouble } from "../acts.ts";
import type { Problems } from "./draft.ts";
import { Button, Choice, Line, Lines, P } from "./fields.tsx";
import { Heading, Refused, refuses, TroubleBox, Warning, WhatIsWrong } from "./frame.tsx";
import { Going } from "./send.tsx";
import type { Visit } from "./state.ts";
import { say } from "./texts.ts";

const KINDS: readonly PartKind[] = ["testimony", "identity", "evidence"];

interface LookProps {
  readonly visit: Visit;
  readonly problems: Problems;
  readonly tries: number;
  readonly known: Arrival | null;
  readonly notArrived: Trouble | null;
  readonly onVisit: (change: Partial<Visit>) => void;
  readonly onLook: () => void;
  readonly onAgain: () => void;
  readonly onBack: () => void;
}

export function Look(props: LookProps) {
  const { visit, known, notArrived } = props;
  if (notArrived && refuses(notArrived)) return <Refused title="look-title" why={notArrived} onAgain={props.onAgain} />;
  return (
    <main>
      <Heading id={visit.at === "fetching" ? "fetching-title" : "look-title"} of={visit.at} />
      <WhatIsWrong problems={props.problems} tries={props.tries} />
      {notArrived && <TroubleBox why={notArrived} onAgain={props.onAgain} />}
      {known?.stale && (
        <Warning>
          <P id="stale" />
        </Warning>
      )}
      {visit.why && <TroubleBox why={visit.why} />}
      {visit.at === "fetching" ? <Going progress={visit.progress} fetching /> : <Asking {...props} />}
    </main>
  );
}

function Asking({ visit, problems, onVisit, onLook, onBack }: LookProps) {
  return (
    <>
      <P id="look-what" />
      <Lines
        id="look-words"
        code
        rows={3}
        label={say("look-words")}
        hint={say("typed-words-hint")}
        problems={problems}
        value={visit.typed}
        onType={(typed) => onVisit({ typed })}
      />
      <Line
        id="look-number"
        kind="number"
        label={say("look-number")}
        hint={say("look-number-hint")}
        problems={problems}
        value={visit.number}
        onType={(number) => onVisit({ number })}
      />
      <Choice
        id="look-kind"
        label={say("look-kind")}
        hint={say("look-kind-hint")}
        value={visit.kind}
        cards={KINDS.map((kind) => ({ value: kind, label: say(`look-kind-${kind}`) }))}
        onType={(kind) => onVisit({ kind: kind as PartKind })}
      />
      {visit.kind === "evidence" && (
        <Line
          id="look-file"
          kind="number"
          label={say("look-file")}
          hint={say("look-file-hint")}
          problems={problems}
          value={visit.file}
          onType={(file) => onVisit({ file })}
        />
      )}

      <div class="steps">
        <Button id="look-now" of="first" onPress={onLook} />
        <Button id="back" onPress={onBack} />
      </div>
    </>
  );
}
