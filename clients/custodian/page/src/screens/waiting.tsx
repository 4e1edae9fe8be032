// What waits, in one look; all of it approved at once, or some; one refused, with a coded reason.
import { useState } from "preact/hooks";
import type { Acts, Seen, Waiting } from "../acts.ts";
import type { RefusalReason } from "../protocol/answers.ts";
import { RequestCard } from "./request_card.tsx";
import { count, date, say } from "./texts.ts";

interface About {
  readonly acts: Acts;
  readonly seen: Seen | null;
  readonly busy: boolean;
  readonly stopped: boolean;
  readonly onLook: () => Promise<void>;
  readonly onDo: (act: () => Promise<void>) => Promise<void>;
}

// What was just done, as a message and its numbers.
type Told = readonly [id: string, parts: number] | null;

export function WaitingScreen({ acts, seen, busy, stopped, onLook, onDo }: About) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set()); // unticked
  const [asking, setAsking] = useState(false);
  const [progress, setProgress] = useState<readonly [number, number] | null>(null);
  const [told, setTold] = useState<Told>(null);
  const chosen = seen?.waiting.filter(({ id, mayApprove }) => mayApprove > 0 && !left.has(id)) ?? [];
  const parts = chosen.reduce((sum, { mayApprove }) => sum + mayApprove, 0);

  async function approve(): Promise<void> {
    setAsking(false);
    setTold(null);
    await onDo(async () => {
      setProgress([0, parts]);
      try {
        const sent = await acts.approve(
          chosen.map(({ id }) => id),
          (done, of) => setProgress([done, of]),
        );
        setTold(["approved", sent]);
      } finally {
        setProgress(null);
      }
    });
    await onLook();
  }

  async function refuse({ id }: Waiting, reason: RefusalReason): Promise<void> {
    setTold(null);
    await onDo(async () => setTold(["refused", await acts.refuse(id, reason)]));
    await onLook();
  }

  const tick = (id: string, is: boolean) => {
    const next = new Set(left);
    if (is) next.delete(id);
    else next.add(id);
    setLeft(next);
    setAsking(false);
  };

  return (
    <>
      <div role="status">
        {told && <p class="told">{say(`told-${told[0]}`, { parts: told[1] })}</p>}
        {progress && <p>{say("sealing", { done: count(progress[0]), of: count(progress[1]) })}</p>}
        {busy && !progress && <p>{say("looking")}</p>}
      </div>
      {progress && <progress value={progress[0]} max={progress[1]} aria-label={say("sealing-label")} />}
      {seen && !progress && (
        <>
          <Summary seen={seen} />
          {chosen.length > 0 && !asking && (
            <p class="buttons">
              <button type="button" class="first" aria-disabled={busy || undefined} onClick={() => setAsking(!busy)}>
                {say("approve", { parts })}
              </button>
            </p>
          )}
          {asking && (
            <div class="ask">
              <p>{say("approve-sure", { parts, requests: chosen.length })}</p>
              <p class="buttons">
                <button type="button" class="first" onClick={approve}>
                  {say("approve-yes", { parts })}
                </button>
                <button type="button" onClick={() => setAsking(false)}>
                  {say("not-now")}
                </button>
              </p>
            </div>
          )}
          <ol class="requests">
            {seen.waiting.map((one) => (
              <RequestCard
                key={one.id}
                one={one}
                now={acts.now()}
                chosen={chosen.includes(one)}
                onTick={(is) => tick(one.id, is)}
                onRefuse={(reason) => refuse(one, reason)}
              />
            ))}
          </ol>
        </>
      )}
      {!stopped && !progress && (
        <p class="buttons">
          <button type="button" class="small" aria-disabled={busy || undefined} onClick={() => !busy && onLook()}>
            {say("look-again")}
          </button>
        </p>
      )}
    </>
  );
}

function Summary({ seen: { waiting, unsound, stale } }: { readonly seen: Seen }) {
  const parts = waiting.reduce((sum, one) => sum + one.parts, 0);
  const ended = unsound.filter((flaw) => flaw === "request-ended").length;
  const stopped = unsound.filter((flaw) => flaw === "stopped").length;
  const bad = unsound.length - ended - stopped;
  return (
    <>
      <p class="summary">
        {waiting.length === 0 ? say("nothing-waits") : say("waits", { parts, requests: waiting.length })}
      </p>
      {stale !== null && <p class="warn">{say("directory-stale", { day: date(stale) })}</p>}
      {bad > 0 && <p class="warn wrong">{say("unsound", { requests: bad })}</p>}
      {stopped > 0 && <p class="warn">{say("stopped-requests", { requests: stopped })}</p>}
      {ended > 0 && <p class="hint">{say("ended", { requests: ended })}</p>}
    </>
  );
}
