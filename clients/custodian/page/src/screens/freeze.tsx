// Stopping a request for good: what waits, sound or not, what was approved here, or one whose number was read out.
import { useEffect, useState } from "preact/hooks";
import type { Acts, CanStop } from "../acts.ts";
import { say } from "./texts.ts";

const WHOLE = /^[0-9a-f]{64}$/;
const SHOWN = 12;

interface About {
  readonly acts: Acts;
  readonly busy: boolean;
  readonly onDo: (act: () => Promise<void>) => Promise<void>;
}

export function Freeze({ acts, busy, onDo }: About) {
  const [listed, setListed] = useState<readonly CanStop[] | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const [told, setTold] = useState(false);
  const list = () => onDo(async () => setListed(await acts.stoppable()));
  useEffect(() => {
    list();
  }, []);

  async function freeze(id: string): Promise<void> {
    setAsked(null);
    setTyped("");
    await onDo(async () => {
      await acts.freeze(id);
      setTold(true);
    });
    await list();
  }

  const number = typed.trim().toLowerCase();
  return (
    <>
      <p>{say("freeze-what")}</p>
      <div role="status">
        {told && <p class="told">{say("told-frozen")}</p>}
        {busy && <p>{say("looking")}</p>}
      </div>
      {listed?.length === 0 && <p>{say("nothing-to-freeze")}</p>}
      <ul class="requests">
        {listed?.map(({ id, compartment, parts }) => (
          <li class="request" key={id}>
            <p>
              <span class="code" dir="ltr">
                {id.slice(0, SHOWN)}
              </span>{" "}
              {compartment === null ? (
                say("freeze-approved", { parts })
              ) : (
                <>
                  <bdi>{compartment}</bdi>, {say("freeze-waits", { parts })}
                </>
              )}
            </p>
            <Sure is={asked === id} id={id} onAsk={setAsked} onYes={freeze} />
          </li>
        ))}
      </ul>
      <div class="field">
        <label for="whole">{say("freeze-number")}</label>
        <p class="hint" id="whole-hint">
          {say("freeze-number-hint")}
        </p>
        <input
          id="whole"
          class="code"
          dir="ltr"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby="whole-hint"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {WHOLE.test(number) && <Sure is={asked === number} id={number} onAsk={setAsked} onYes={freeze} />}
    </>
  );
}

interface Asks {
  readonly is: boolean;
  readonly id: string;
  readonly onAsk: (id: string | null) => void;
  readonly onYes: (id: string) => Promise<void>;
}

function Sure({ is, id, onAsk, onYes }: Asks) {
  if (!is) {
    return (
      <button type="button" class="small danger" onClick={() => onAsk(id)}>
        {say("freeze")}
      </button>
    );
  }
  return (
    <div class="ask">
      <p>{say("freeze-sure")}</p>
      <p class="buttons">
        <button type="button" class="danger" onClick={() => onYes(id)}>
          {say("freeze-yes")}
        </button>
        <button type="button" onClick={() => onAsk(null)}>
          {say("not-now")}
        </button>
      </p>
    </div>
  );
}
