import { hasIdentity, originals } from "./draft.ts";
import { Line, Lines, P, Tick } from "./fields.tsx";
import { Heading, WhatIsWrong } from "./frame.tsx";
import { say } from "./texts.ts";
import { type Editing, HiddenSigns, Steps } from "./write.tsx";

export function You(props: Editing) {
  const { draft, problems, onWrite } = props;
  return (
    <main>
      <Heading id="you-title" of="you" />
      <WhatIsWrong problems={problems} tries={props.tries} />
      <fieldset class="apart">
        <legend>{say("identity")}</legend>
        <P id="identity-what" />
        <P id="identity-doubt" />
        <Line
          id="name"
          label={say("name")}
          problems={problems}
          value={draft.name}
          onType={(name) => onWrite({ name })}
        />
        <Line
          id="phone"
          kind="tel"
          label={say("phone")}
          problems={problems}
          value={draft.phone}
          onType={(phone) => onWrite({ phone })}
        />
        <Lines
          id="note"
          label={say("note")}
          hint={say("note-hint")}
          rows={3}
          problems={problems}
          value={draft.note}
          onType={(note) => onWrite({ note })}
        />
        <HiddenSigns removed={draft.removed} onSeen={() => onWrite({ removed: 0 })} />
        {hasIdentity(draft) && <IdentityConsent {...props} />}
      </fieldset>
      <fieldset>
        <legend>{say("card")}</legend>
        <Line
          id="card"
          kind="code"
          label={say("card-digits")}
          hint={say("card-hint")}
          problems={problems}
          value={draft.card}
          onType={(card) => onWrite({ card: inFours(card, draft.card) })}
        />
        <P id="card-none" />
      </fieldset>
      <Steps {...props} next={hasIdentity(draft) || draft.card || originals(draft).length ? "next" : "next-without"} />
    </main>
  );
}

function IdentityConsent({ draft, onWrite }: Editing) {
  const set = (change: Partial<typeof draft.identity>) => onWrite({ identity: { ...draft.identity, ...change } });
  return (
    <fieldset>
      <legend>{say("identity-consent")}</legend>
      <P id="identity-consent-none" />
      <Tick id="identity-now" label={say("identity-now")} is={draft.identity.now} onTick={(now) => set({ now })} />
      <Tick
        id="identity-accountability"
        label={say("identity-accountability")}
        is={draft.identity.accountability}
        onTick={(accountability) => set({ accountability })}
      />
    </fieldset>
  );
}

// A space after each four digits while they are typed at the end; nothing moves while somebody mends the middle.
export function inFours(typed: string, before: string): string {
  if (typed.length <= before.length) return typed;
  return /^\p{Nd}{4}(?: \p{Nd}{4}){0,4}$/u.test(typed) ? `${typed} ` : typed;
}
