import type { Arrival, Seen as SeenPart, Trouble, Wish } from "../acts.ts";
import { ConsentChoice, TermsInWords } from "./consent.tsx";
import { allowsMore, type ProfileTerms, smallTerms, termsOf } from "./consent_form.ts";
import { Button, List, P, Tick } from "./fields.tsx";
import { Heading, TroubleBox, Warning } from "./frame.tsx";
import { withoutHiddenSigns } from "./hidden_signs.ts";
import { Going } from "./send.tsx";
import type { Screen, Visit } from "./state.ts";
import { date, say } from "./texts.ts";

const WIDENING_DAYS = 7; // SPEC 5.5
const MOST_VERSIONS = 8; // SPEC 13.1
const REMIND_DAYS = 30;

export interface SeenProps {
  readonly visit: Visit;
  readonly known: Arrival;
  readonly profileTerms: ProfileTerms;
  readonly onVisit: (change: Partial<Visit>) => void;
  readonly onFinish: (wish: Wish) => void;
  readonly onGo: (screen: Screen) => void;
}

// What there is, and one way out: every visit ends with one message to the other side, the same whatever was said.
export function Seen(props: SeenProps) {
  const { visit, onFinish } = props;
  const seen = visit.checkIn?.seen ?? null;
  if (visit.at === "finishing" || visit.why) return <Finishing {...props} />;
  return (
    <main>
      <Heading id="seen-title" of="seen" />
      {seen?.late && (
        <Warning>
          <P id="seen-late" values={{ day: date(seen.asOf) }} />
        </Warning>
      )}
      {seen ? <Found {...props} seen={seen} /> : <P id="seen-none" />}
      <P id="seen-finish-what" />
      <div class="steps">
        <Button id="seen-finish" of="first" onPress={() => onFinish({ do: "nothing" })} />
        {seen && <Changes {...props} seen={seen} />}
      </div>
    </main>
  );
}

function Found(props: SeenProps & { readonly seen: SeenPart }) {
  const { seen, known } = props;
  const ended = seen.ended && !seen.withdrawn;
  return (
    <>
      <Answer {...props} />
      <h2>{say("state-title")}</h2>
      <P
        id={seen.withdrawn ? "state-withdrawn" : ended ? "state-ended" : seen.opened ? "state-opened" : "state-kept"}
      />
      {seen.opened && <P id="state-copies" />}
      {seen.opened && seen.signed.uses.includes("summary") && (
        <P id="state-summaries" values={{ audience: say(`audience-${seen.signed.audience}`) }} />
      )}
      {seen.withdrawn || <Standing seen={seen} known={known} />}
    </>
  );
}

function Answer({ visit, seen, onVisit }: SeenProps & { readonly seen: SeenPart }) {
  return (
    <>
      <h2>{say("answer-title")}</h2>
      {seen.reply === null ? (
        <P id={seen.unknownDesk ? "answer-unknown-desk" : "answer-none"} />
      ) : (
        <>
          <blockquote dir="auto" class="answer">
            {withoutHiddenSigns(seen.reply).text}
          </blockquote>
          <Tick
            id="keep-reply"
            label={say("answer-keep")}
            hint={say("answer-keep-hint")}
            is={visit.keepReply}
            onTick={(keepReply) => onVisit({ keepReply })}
          />
          <P id="answer-how" />
        </>
      )}
    </>
  );
}

function Standing({ seen, known }: { readonly seen: SeenPart; readonly known: Arrival }) {
  const { loosened } = seen;
  return (
    <>
      {loosened && (
        <Warning>
          <P id="loosened" values={{ day: date(loosened.counts) }} />
          <List
            ids={of(loosened.kinds, [
              "loosened-people",
              "option-place",
              "option-period",
              "option-audience",
              "when",
              "when",
              "option-audience",
              "uses",
            ])}
          />
        </Warning>
      )}
      <h2>{say(seen.ended ? "signed-title" : "in-force-title")}</h2>
      <TermsInWords terms={seen.inForce} today={known.today} bodies={known.neverTo} />
      {seen.settles !== null && !seen.ended && (
        <>
          <h2>{say("signed-title")}</h2>
          <P id="settles" values={{ day: date(seen.settles) }} />
          <TermsInWords terms={seen.signed} today={known.today} bodies={known.neverTo} />
        </>
      )}
      {!seen.ended && <P id="expires" values={{ day: date(seen.expires) }} />}
      {!seen.ended && seen.version < MOST_VERSIONS && seen.expires - known.today <= REMIND_DAYS && (
        <Warning>
          <P id="expires-soon" />
        </Warning>
      )}
    </>
  );
}

// One for each bit, in their order.
const of = (bits: number, ids: readonly string[]) => [...new Set(ids.filter((_, bit) => (bits >> bit) & 1))];

function Changes({ seen, onFinish, onGo }: SeenProps & { readonly seen: SeenPart }) {
  if (seen.withdrawn) return null;
  const full = seen.version >= MOST_VERSIONS;
  return (
    <>
      {full && <P id="trouble-too-many-versions" />}
      {!full && seen.settles !== null && <Button id="cancel-widening" onPress={() => onFinish({ do: "cancel" })} />}
      {!full && <Button id="renew" onPress={() => onFinish({ do: "renew" })} />}
      {!full && <Button id="change" onPress={() => onGo("change")} />}
      <Button id="withdraw" of="danger" onPress={() => onGo("withdraw")} />
    </>
  );
}

// After a failure the same wish goes again: it may have arrived. What was refused here can be wished otherwise.
function Finishing({ visit, onVisit, onFinish, onGo }: SeenProps) {
  const { why, wish } = visit;
  const goBack = () => {
    onVisit({ why: null });
    onGo("seen");
  };
  return (
    <main>
      <Heading id="finishing-title" of="finishing" />
      {why === null && <Going progress={visit.progress} />}
      {why !== null && (
        <>
          <TroubleBox why={why} onAgain={isFinal(why) ? undefined : () => onFinish(wish)} />
          <div class="steps">
            <Button id="back" onPress={goBack} />
          </div>
        </>
      )}
    </main>
  );
}

const isFinal = (why: Trouble): boolean =>
  why === "too-many-versions" || why === "consent-ended" || why === "already-begun";

export function Change(props: SeenProps) {
  const { visit, known, profileTerms, onVisit, onFinish, onGo } = props;
  const seen = visit.checkIn?.seen;
  if (visit.at === "finishing" || visit.why || !seen) return <Finishing {...props} />;
  const terms = changedTerms(visit, seen, profileTerms);
  const wider = allowsMore(terms, seen.inForce);
  // Who chooses a profile gives it for twelve months; so does who allows again what has ended.
  const anew = visit.form.profile !== null || seen.ended;
  return (
    <main>
      <Heading id="change-title" of="change" />
      {seen.kind === "testimony" ? (
        <ConsentChoice
          form={visit.form}
          tonight={false}
          today={known.today}
          bodies={known.neverTo}
          profileTerms={profileTerms}
          problems={[]}
          onChange={(form) => onVisit({ form })}
        />
      ) : (
        <SmallChange kind={seen.kind} visit={visit} onVisit={onVisit} />
      )}
      <div role="status">
        <Warning>
          <P id={wider ? "change-wider" : "change-at-once"} values={{ day: date(known.today + WIDENING_DAYS) }} />
          <P id={anew ? "change-anew" : "change-until"} values={{ day: date(seen.expires) }} />
        </Warning>
      </div>
      <div class="steps">
        <Button id="change-send" of="first" onPress={() => onFinish({ do: "change", terms, anew })} />
        <Button id="back" onPress={() => onGo("seen")} />
      </div>
    </main>
  );
}

const changedTerms = ({ form, small }: Visit, { kind }: SeenPart, profileTerms: ProfileTerms) =>
  kind === "testimony" ? termsOf(form, profileTerms) : smallTerms(kind, small, profileTerms);

function SmallChange({
  kind,
  visit,
  onVisit,
}: {
  kind: "identity" | "evidence";
  visit: Visit;
  onVisit: SeenProps["onVisit"];
}) {
  const set = (change: Partial<Visit["small"]>) => onVisit({ small: { ...visit.small, ...change } });
  return (
    <fieldset>
      <legend>{say(`${kind}-consent`)}</legend>
      <P id={`${kind}-consent-none`} />
      <Tick id="small-now" label={say(`${kind}-now`)} is={visit.small.now} onTick={(now) => set({ now })} />
      <Tick
        id="small-accountability"
        label={say(`${kind}-accountability`)}
        is={visit.small.accountability}
        onTick={(accountability) => set({ accountability })}
      />
    </fieldset>
  );
}

export function Withdraw(props: SeenProps) {
  const { visit, onFinish, onGo } = props;
  const kind = visit.checkIn?.seen?.kind;
  if (visit.at === "finishing" || visit.why || !kind) return <Finishing {...props} />;
  return (
    <main>
      <Heading id={`withdraw-title-${kind}`} of="withdraw" />
      <List ids={["withdraw-stops", "withdraw-final", "withdraw-copies", "withdraw-others"]} />
      <div class="steps">
        <Button id="withdraw-send" of="danger" onPress={() => onFinish({ do: "withdraw" })} />
        <Button id="back" onPress={() => onGo("seen")} />
      </div>
    </main>
  );
}

export function Finished(props: { visit: Visit; onAnswer: () => void; onClose: () => void }) {
  const { wish, found } = props.visit;
  return (
    <main>
      <Heading id="finished-title" of="finished" />
      <P id={`finished-${wish.do}`} />
      {wish.do !== "nothing" && <P id="finished-when" />}
      <div class="steps">
        <Button id="sent-close" of="first" onPress={props.onClose} />
        {found !== "nothing" && (
          <Button id={found === "answer" ? "finished-answer" : "sent-another"} onPress={props.onAnswer} />
        )}
      </div>
    </main>
  );
}
