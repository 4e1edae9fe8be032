// What is on this device, and taking all of it away.
import { useState } from "preact/hooks";
import type { Seat } from "../acts.ts";
import { say } from "./texts.ts";

interface About {
  readonly seat: Seat;
  readonly onForget: () => Promise<void>;
}

export function DeviceScreen({ seat, onForget }: About) {
  const [asking, setAsking] = useState(false);
  const kept = (native: boolean) => say(native ? "key-native" : "key-sealed");
  return (
    <>
      <dl>
        <dt>{say("seat")}</dt>
        <dd>
          <bdi>{seat.custodian}</bdi>
        </dd>
        <dt>{say("key")}</dt>
        <dd class="code" dir="ltr">
          {seat.key}
        </dd>
        <dt>{say("signing-key")}</dt>
        <dd>{kept(seat.native.sign)}</dd>
        <dt>{say("sealing-key")}</dt>
        <dd>{kept(seat.native.seal)}</dd>
        {Object.entries(seat.doors).map(([door, address]) => (
          <div key={door}>
            <dt>{say(`door-${door}`)}</dt>
            <dd dir="ltr">{address}</dd>
          </div>
        ))}
      </dl>
      <p>{say("device-what")}</p>
      <p class="warn">{say("device-served")}</p>
      {say("checked") !== "yes" && <p class="hint">{say("unchecked")}</p>}
      <h2>{say("forget-title")}</h2>
      <p>{say("forget-what")}</p>
      {asking ? (
        <p class="buttons">
          <button type="button" class="danger" onClick={onForget}>
            {say("forget-yes")}
          </button>
          <button type="button" onClick={() => setAsking(false)}>
            {say("not-now")}
          </button>
        </p>
      ) : (
        <button type="button" class="danger" onClick={() => setAsking(true)}>
          {say("forget")}
        </button>
      )}
    </>
  );
}
