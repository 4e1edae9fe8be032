// The page's fields: each has a label, says what it is for, and says beside itself what is wrong with it. Nothing is
// offered or learned by the browser.
import type { ComponentChildren } from "preact";
import { directionOf } from "./direction.ts";
import type { Problems } from "./draft.ts";
import { say, type Values } from "./texts.ts";

// As a property `autocorrect` is yes or no: the word "off" would switch it on.
const QUIET = {
  autocomplete: "off",
  autocorrect: false as unknown as "off",
  autocapitalize: "off",
  spellcheck: false,
} as const;

interface About {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problems?: Problems;
}

const problemOf = ({ id, problems }: About): string | undefined => problems?.find(([field]) => field === id)?.[1];

function describedBy(about: About): string | undefined {
  const ids = [about.hint && `${about.id}-hint`, problemOf(about) && `${about.id}-problem`].filter(Boolean);
  return ids.join(" ") || undefined;
}

function said(about: About) {
  const problem = problemOf(about);
  return {
    id: about.id,
    "aria-describedby": describedBy(about),
    "aria-invalid": problem ? ("true" as const) : undefined,
  };
}

function Beside(about: About) {
  const problem = problemOf(about);
  return (
    <>
      {about.hint && (
        <p class="hint" id={`${about.id}-hint`}>
          {about.hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${about.id}-problem`}>
          {say(problem)}
        </p>
      )}
    </>
  );
}

interface Typed extends About {
  readonly value: string;
  readonly onType: (typed: string) => void;
}

// One line. `code`: digits or words that run from left to right in every script, also groups of digits without a letter.
export function Line(
  props: Typed & { readonly kind?: "text" | "tel" | "code" | "number" | "date"; readonly min?: string },
) {
  const { kind = "text" } = props;
  const letters = directionOf(props.value);
  const code = kind === "code" || (kind === "tel" && !letters); // what stands there may be an address too
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <Beside {...props} />
      <input
        {...QUIET}
        {...said(props)}
        type={(kind === "date" || kind === "tel" ? kind : "text") as "text"}
        inputMode={kind === "number" ? "numeric" : undefined}
        class={code ? "code" : kind}
        dir={code ? "ltr" : kind === "text" || kind === "tel" ? letters : undefined}
        min={props.min}
        value={props.value}
        onInput={(event) => props.onType(event.currentTarget.value)}
      />
    </div>
  );
}

export function Lines(props: Typed & { readonly rows: number; readonly code?: boolean }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <Beside {...props} />
      <textarea
        {...QUIET}
        {...said(props)}
        rows={props.rows}
        class={props.code ? "code" : undefined}
        dir={props.code ? "ltr" : directionOf(props.value)}
        value={props.value}
        onInput={(event) => props.onType(event.currentTarget.value)}
      />
    </div>
  );
}

export type Option = readonly [value: string, label: string];

export function Pick(props: Typed & { readonly options: readonly Option[] }) {
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      <Beside {...props} />
      <select
        {...said(props)}
        autocomplete="off"
        value={props.value}
        onChange={(event) => props.onType(event.currentTarget.value)}
      >
        {props.options.map(([value, label]) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Tick(
  props: About & { readonly is: boolean; readonly onTick: (is: boolean) => void; readonly big?: boolean },
) {
  return (
    <div class={props.big ? "tick big" : "tick"}>
      <label>
        <input
          type="checkbox"
          autocomplete="off"
          {...said(props)}
          checked={props.is}
          onChange={(event) => props.onTick(event.currentTarget.checked)}
        />
        <span>{props.label}</span>
      </label>
      <Beside {...props} />
    </div>
  );
}

export interface Card {
  readonly value: string;
  readonly label: string;
  readonly more?: ComponentChildren;
}

// One of several, each with what it means.
export function Choice(props: Typed & { readonly cards: readonly Card[] }) {
  return (
    <fieldset class="choice" id={props.id} tabIndex={-1} aria-describedby={describedBy(props)}>
      <legend>{props.label}</legend>
      <Beside {...props} />
      {props.cards.map(({ value, label, more }) => (
        <div class="card" key={value}>
          <label>
            <input
              type="radio"
              autocomplete="off"
              name={props.id}
              value={value}
              checked={value === props.value}
              aria-describedby={more ? `${props.id}-${value}-more` : undefined}
              onChange={() => props.onType(value)}
            />
            <span>{label}</span>
          </label>
          {more && (
            <div class="more" id={`${props.id}-${value}-more`}>
              {more}
            </div>
          )}
        </div>
      ))}
    </fieldset>
  );
}

// A paragraph of the catalogue.
export function P({ id, values, of }: { readonly id: string; readonly values?: Values; readonly of?: string }) {
  return <p class={of}>{say(id, values)}</p>;
}

// Some of the catalogue's sentences as a list.
export function List({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ul>
      {ids.map((id) => (
        <li key={id}>{say(id)}</li>
      ))}
    </ul>
  );
}

export function Button(props: {
  readonly id: string;
  readonly values?: Values;
  readonly onPress: () => void;
  readonly of?: "first" | "small" | "danger";
  readonly off?: boolean;
  readonly describedBy?: string;
}) {
  return (
    <button
      type="button"
      class={props.of}
      aria-disabled={props.off ? "true" : undefined}
      aria-describedby={props.describedBy}
      onClick={() => !props.off && props.onPress()}
    >
      {say(props.id, props.values)}
    </button>
  );
}
