// What is around every screen: the exit, the heading that takes the focus, what is wrong, and which page this is.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Trouble } from "../acts.ts";
import type { Problems } from "./draft.ts";
import { Button, P } from "./fields.tsx";
import { type PageHashes, pageHashes } from "./page_hashes.ts";
import { type Screen, STEPS, type Step } from "./state.ts";
import { say } from "./texts.ts";

export function Top({ screen, onExit }: { readonly screen: Screen; readonly onExit: () => void }) {
  const step = STEPS.indexOf(screen as Step) + 1;
  // A button, because following a link would write into the address and the history.
  const skip = () => document.querySelector<HTMLElement>("h1")?.focus();
  return (
    <header>
      <button type="button" class="skip" onClick={skip}>
        {say("skip")}
      </button>
      <p class="step">{step > 0 ? say("step", { step, all: STEPS.length }) : ""}</p>
      <button type="button" class="exit" onClick={onExit} aria-describedby="exit-hint">
        {say("exit")}
      </button>
      <p class="exit-hint" id="exit-hint">
        {say("exit-hint")}
      </p>
    </header>
  );
}

// The heading takes the focus when a screen comes, so that a screen reader begins there.
export function Heading({ id, of }: { readonly id: string; readonly of: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    scrollTo(0, 0);
    heading.current?.focus({ preventScroll: true });
  }, [of]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {say(id)}
    </h1>
  );
}

// All that is wrong with this step, in one place that takes the focus; each line leads to its field.
export function WhatIsWrong({ problems, tries }: { readonly problems: Problems; readonly tries: number }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [tries]);
  if (!problems.length) return null;
  const lead = (field: string) => document.getElementById(field)?.focus();
  return (
    <div class="wrong" role="alert" tabIndex={-1} ref={box} aria-labelledby="wrong-title">
      <h2 id="wrong-title">{say("wrong-title")}</h2>
      <ul>
        {problems.map(([field, message]) => (
          <li key={field + message}>
            <button type="button" class="link" onClick={() => lead(field)}>
              {say(message)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

// With any of these nobody should write here, or look: the page refuses, and keeps what was typed.
export const refuses = (why: Trouble | null): boolean =>
  why !== null && (why.startsWith("directory-") || why === "browser-too-old");

// The page as it is where it refuses.
export function Refused(props: { readonly title: string; readonly why: Trouble; readonly onAgain: () => void }) {
  return (
    <main>
      <Heading id={props.title} of="refused" />
      <TroubleBox why={props.why} onAgain={props.onAgain} />
    </main>
  );
}

export function TroubleBox({ why, onAgain }: { readonly why: Trouble; readonly onAgain?: (() => void) | undefined }) {
  return (
    <div class="wrong" role="alert">
      <P id={`trouble-${why}`} />
      {onAgain && <Button id="try-again" onPress={onAgain} />}
    </div>
  );
}

export function Warning({ children }: { readonly children: ComponentChildren }) {
  return <div class="warning">{children}</div>;
}

export function Bottom({ logHead }: { readonly logHead: () => Promise<string> }) {
  const [hashes, setHashes] = useState<PageHashes | null>(null);
  const [head, setHead] = useState<string | null>("…");
  useEffect(() => {
    pageHashes().then(setHashes);
  }, []);
  // Only for those who look: what all fetch when the page opens stays the same.
  const look = ({ currentTarget }: { readonly currentTarget: HTMLDetailsElement }) =>
    currentTarget.open && logHead().then(setHead, () => setHead(null));
  return (
    <footer>
      {say("checked") === "no" && <P id="unchecked" of="unchecked" />}
      <details onToggle={look}>
        <summary>{say("hashes-title")}</summary>
        <P id="hashes-what" />
        {hashes ? (
          <dl>
            <dt>{say("hashes-script")}</dt>
            <dd dir="ltr">{hashes.script}</dd>
            <dt>{say("hashes-trust")}</dt>
            <dd dir="ltr">{hashes.trust}</dd>
          </dl>
        ) : (
          <P id="hashes-none" />
        )}
        <P id="hashes-log" />
        {head === null ? <P id="hashes-no-log" /> : <pre dir="ltr">{head}</pre>}
      </details>
    </footer>
  );
}
