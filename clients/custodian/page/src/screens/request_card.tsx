// One request at a glance: how many parts, what for, for whom, until when, what stands against it.
import { useState } from "preact/hooks";
import type { Waiting } from "../acts.ts";
import type { RefusalReason } from "../protocol/answers.ts";
import { sayFlaw } from "./saying.ts";
import { count, moment, say, until } from "./texts.ts";

const SOON = 6 * 3600; // seconds
const SHOWN = 12; // signs of its number
const REASONS: readonly RefusalReason[] = [
  "too-many",
  "aim-not-clear",
  "consent",
  "withdrawn",
  "person-not-known",
  "under-threat",
  "other",
];

interface About {
  readonly one: Waiting;
  readonly now: number;
  readonly chosen: boolean;
  readonly onTick: (is: boolean) => void;
  readonly onRefuse: (reason: RefusalReason) => Promise<void>;
}

export function RequestCard({ one, now, chosen, onTick, onRefuse }: About) {
  const [refusing, setRefusing] = useState(false);
  const name = `request-${one.id.slice(0, SHOWN)}`;
  const isSoon = one.ends - now < SOON;
  return (
    <li class="request" aria-labelledby={name}>
      <h2 id={name}>
        {say("request", { parts: one.parts, aim: say(`aim-${one.aim}`) })}
        {isSoon && <span class="soon">{say("soon")}</span>}
      </h2>
      <dl>
        <dt>{say("compartment")}</dt>
        <dd>
          <bdi>{one.compartment}</bdi>
        </dd>
        <dt>{say("curator")}</dt>
        <dd>
          <bdi>{one.curator}</bdi>
        </dd>
        <dt>{say("reviewer")}</dt>
        <dd>
          <bdi>{one.reviewer}</bdi>
        </dd>
        <dt>{say("ends")}</dt>
        <dd>
          {moment(one.ends)} ({until(one.ends, now)})
        </dd>
        <dt>{say("quota")}</dt>
        <dd>
          {say("quota-left", {
            left: count(Math.max(0, one.most - one.used)),
            most: count(one.most),
            used: count(one.used),
          })}
        </dd>
        <dt>{say("number")}</dt>
        <dd class="code" dir="ltr">
          {one.id.slice(0, SHOWN)}
        </dd>
      </dl>
      {one.flaws.map(([flaw, parts]) => (
        <p class="warn" key={flaw}>
          {sayFlaw(flaw, parts)}
        </p>
      ))}
      <div class="row">
        {one.mayApprove > 0 ? (
          <div class="tick">
            <label>
              <input type="checkbox" checked={chosen} onChange={(event) => onTick(event.currentTarget.checked)} />
              <span>{say("with-the-others", { parts: one.mayApprove })}</span>
            </label>
          </div>
        ) : (
          <p>{say("none-may")}</p>
        )}
        {!refusing && (
          <button type="button" class="small" onClick={() => setRefusing(true)}>
            {say("refuse")}
          </button>
        )}
      </div>
      {refusing && <Reasons name={name} onRefuse={onRefuse} onBack={() => setRefusing(false)} />}
    </li>
  );
}

interface Why {
  readonly name: string;
  readonly onRefuse: (reason: RefusalReason) => Promise<void>;
  readonly onBack: () => void;
}

function Reasons({ name, onRefuse, onBack }: Why) {
  const [reason, setReason] = useState<RefusalReason | null>(null);
  return (
    <fieldset class="reasons">
      <legend>{say("refuse-why")}</legend>
      <p class="hint">{say("refuse-coded")}</p>
      {REASONS.map((one) => (
        <div class="tick" key={one}>
          <label>
            <input type="radio" name={`${name}-why`} checked={one === reason} onChange={() => setReason(one)} />
            <span>{say(`reason-${one}`)}</span>
          </label>
        </div>
      ))}
      <p class="buttons">
        <button
          type="button"
          class="danger"
          aria-disabled={reason === null || undefined}
          onClick={() => reason && onRefuse(reason)}
        >
          {say("refuse-yes")}
        </button>
        <button type="button" onClick={onBack}>
          {say("not-now")}
        </button>
      </p>
    </fieldset>
  );
}
