import type { Arrival, Trouble } from "../acts.ts";
import { Button, List, P } from "./fields.tsx";
import { Heading, refuses, TroubleBox, Warning } from "./frame.tsx";
import { goTo } from "./leaving.ts";
import type { Screen } from "./state.ts";
import { language, languages, say } from "./texts.ts";

export function Start(props: {
  readonly known: Arrival | null;
  readonly arrived: boolean;
  readonly notArrived: Trouble | null;
  readonly unsaved: boolean;
  readonly onGo: (screen: Screen) => void;
  readonly onAgain: () => void;
}) {
  const { notArrived } = props;
  return (
    <main>
      <Languages unsaved={props.unsaved} />
      <Heading id="start-title" of="start" />
      <P id="start-what" />
      {notArrived && <TroubleBox why={notArrived} onAgain={props.onAgain} />}
      {props.known?.stale && (
        <Warning>
          <P id="stale" />
        </Warning>
      )}
      <section class="boxed">
        <h2>{say("safe-title")}</h2>
        <List ids={["safe-alone", "safe-device", "safe-tor"]} />
      </section>
      {!refuses(notArrived) && (
        <>
          <div class="choices">
            <Button id="start-write" of="first" describedBy="start-write-hint" onPress={() => props.onGo("write")} />
            <p id="start-write-hint">{say("start-write-hint")}</p>
            <Button id="start-look" describedBy="start-look-hint" onPress={() => props.onGo("look")} />
            <p id="start-look-hint">{say("start-look-hint")}</p>
          </div>
          <p role="status" class="hint">
            {props.arrived || notArrived ? "" : say("arriving")}
          </p>
        </>
      )}
      <h2>{say("cannot-title")}</h2>
      <List ids={["cannot-code", "cannot-address", "cannot-device", "cannot-told"]} />
    </main>
  );
}

// Each to the same page in another language, where nothing that was typed here is known.
function Languages({ unsaved }: { readonly unsaved: boolean }) {
  const follow = (event: Event, address: string) => {
    event.preventDefault();
    if (!unsaved || confirm(say("languages-lost"))) goTo(address);
  };
  return (
    <nav aria-label={say("languages")}>
      <ul class="languages">
        {languages.map(([code, name]) => (
          <li key={code}>
            <a
              href={`/${code}`}
              lang={code}
              hreflang={code}
              aria-current={code === language ? "page" : undefined}
              onClick={(event) => follow(event, `/${code}`)}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
