import { useEffect } from "preact/hooks";
import type { Shown } from "../acts.ts";
import type { Receipt } from "../protocol/receipt.ts";
import type { Problems } from "./draft.ts";
import { Button, Choice, Line, Lines, List, P } from "./fields.tsx";
import { Heading, Warning, WhatIsWrong } from "./frame.tsx";
import type { Keys } from "./keys.ts";
import { ReadAloud } from "./read_aloud.tsx";
import { form, say } from "./texts.ts";
import { Steps } from "./write.tsx";

interface WordsProps {
  readonly answers: boolean; // can wait under them
  readonly keys: Keys;
  readonly problems: Problems;
  readonly tries: number;
  readonly newReceipt: () => Receipt;
  readonly show: (receipt: Receipt) => Shown;
  readonly onKey: (change: Partial<Keys>) => void;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

export function Words(props: WordsProps) {
  const { keys, problems, onKey } = props;
  const again = keys.from === "new" && keys.hidden;
  return (
    <main>
      <Heading id={again ? "again-title" : `words-title-${form}`} of={again ? "again" : "words"} />
      <WhatIsWrong problems={problems} tries={props.tries} />
      {keys.from === "before" ? <OldWords {...props} /> : again ? <Again {...props} /> : <NewWords {...props} />}
      {again || (
        <Choice
          id="from"
          label={say("words-from")}
          value={keys.from}
          cards={[
            { value: "new", label: say("words-from-new") },
            { value: "before", label: say("words-from-before"), more: <P id="words-from-before-means" /> },
          ]}
          onType={(from) => onKey({ from: from as Keys["from"], receipt: keys.other, other: keys.receipt })}
        />
      )}
      {keys.from === "before" || again ? <Steps {...props} /> : <Steps onBack={props.onBack} />}
    </main>
  );
}

function NewWords({ answers, keys, newReceipt, show, onKey }: WordsProps) {
  const { receipt } = keys;
  useEffect(() => {
    if (!receipt) onKey({ receipt: newReceipt() });
  }, [receipt]);
  if (!receipt) return null;
  const shown = show(receipt);
  return (
    <>
      {keys.wrong > 1 && keys.wrong % 2 === 0 && (
        <Warning>
          <P id="problem-other-words" />
        </Warning>
      )}
      <P id={`words-what-${form}`} />
      {answers && <P id="words-answer" />}
      <Shower shown={shown} />
      <ReadAloud of="shown" warning="words-aloud-warning" />
      <h2>{say("words-keep-title")}</h2>
      <List ids={["words-keep-learn", "words-keep-paper", "words-keep-no-photo", "words-keep-nobody"]} />
      <div class="steps">
        <Button id="words-kept" of="first" onPress={() => onKey({ hidden: true, again: "" })} />
      </div>
    </>
  );
}

// They cannot be marked for copying: what is on the clipboard, other programs read and some keep.
function Shower({ shown }: { readonly shown: Shown }) {
  return (
    <ol id="shown" class={`shown ${shown.form}`} dir={shown.form === "digits" ? "ltr" : undefined}>
      {shown.groups.map((group, at) => (
        <li key={at}>
          <span>{group}</span>
        </li>
      ))}
    </ol>
  );
}

function Again({ keys, problems, onKey }: WordsProps) {
  return (
    <>
      <P id="again-what" />
      <Lines
        id="again"
        code
        rows={3}
        label={say("again-label")}
        hint={say("typed-words-hint")}
        problems={problems}
        value={keys.again}
        onType={(again) => onKey({ again })}
      />
      <Button id="again-show" onPress={() => onKey({ hidden: false, again: "" })} />
    </>
  );
}

function OldWords({ keys, problems, onKey }: WordsProps) {
  return (
    <>
      <Warning>
        <P id="before-what" />
      </Warning>
      {keys.receipt ? (
        <P id="before-known" />
      ) : (
        <Lines
          id="before"
          code
          rows={3}
          label={say("look-words")}
          hint={say("typed-words-hint")}
          problems={problems}
          value={keys.before}
          onType={(before) => onKey({ before })}
        />
      )}
      <Line
        id="count"
        kind="number"
        label={say("count")}
        hint={say("count-hint")}
        problems={problems}
        value={keys.count}
        onType={(count) => onKey({ count })}
      />
    </>
  );
}
