// Which screen is shown, what its buttons do, and what stands around every screen.
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Acts, Seat, Seen } from "../acts.ts";
import { Bring } from "./bring.tsx";
import { DeviceScreen } from "./device.tsx";
import { Freeze } from "./freeze.tsx";
import { HistoryScreen } from "./history.tsx";
import { idleAfter } from "./idle.ts";
import { stopOf } from "./saying.ts";
import { Stop } from "./stop.tsx";
import { language, languages, moment, say, speak } from "./texts.ts";
import { WaitingScreen } from "./waiting.tsx";

const TABS = ["waiting", "history", "freeze", "device"] as const;
export type Tab = (typeof TABS)[number];
const IDLE_MINUTES = 10;
const LOOK_MINUTES = 10;

type View = "opening" | "empty" | "sitting" | "hidden";

export function show(acts: Acts, into: HTMLElement): void {
  into.replaceChildren();
  render(<Page acts={acts} />, into);
}

function Page({ acts }: { readonly acts: Acts }) {
  const [view, setView] = useState<View>("opening");
  const [seat, setSeat] = useState<Seat | null>(null);
  const [tab, setTab] = useState<Tab>("waiting");
  const [seen, setSeen] = useState<Seen | null>(null);
  const [stop, setStop] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [spoken, setSpoken] = useState(language());
  const underWay = useRef(0);
  const last = useRef(Promise.resolve());
  const title = useRef<HTMLHeadingElement>(null);

  // One act after another; what goes wrong is said, and nothing of what was there before is shown beside it.
  async function run(act: () => Promise<void>): Promise<void> {
    setStop(null);
    try {
      await act();
    } catch (error) {
      setSeen(null);
      acts.leave();
      setStop(stopOf(error));
    }
  }

  async function doing(act: () => Promise<void>): Promise<void> {
    underWay.current += 1;
    setBusy(true);
    last.current = last.current.then(() => run(act));
    await last.current;
    underWay.current -= 1;
    setBusy(underWay.current > 0);
  }

  const look = () => doing(async () => setSeen(await acts.look()));

  async function open(): Promise<void> {
    await doing(async () => {
      const found = await acts.open();
      setSeat(found);
      setView(found ? "sitting" : "empty");
    });
  }

  function hide(): void {
    // What is being sent goes on; nothing of it is on the screen meanwhile.
    if (underWay.current > 0) return;
    acts.leave();
    setSeen(null);
    setStop(null);
    setView("hidden");
  }

  useEffect(() => {
    speak(spoken);
    document.title = say("page-title");
  }, [spoken]);
  useEffect(() => {
    open();
  }, []);
  useEffect(() => {
    if (view !== "sitting") return;
    if (tab === "waiting") look();
    const again = setInterval(() => tab === "waiting" && look(), LOOK_MINUTES * 60_000);
    const unwatch = idleAfter(IDLE_MINUTES * 60, acts.now, hide);
    return () => {
      clearInterval(again);
      unwatch();
    };
  }, [view, tab]);
  useEffect(() => title.current?.focus(), [view, tab]);

  const go = (to: Tab) => {
    setStop(null);
    setTab(to);
  };
  const heading = (text: string) => (
    <h1 ref={title} tabIndex={-1}>
      {text}
    </h1>
  );

  return (
    <>
      <Top
        seat={view === "sitting" ? seat : null}
        tab={tab}
        looked={seen?.looked ?? null}
        onGo={go}
        spoken={spoken}
        onSpeak={(one) => {
          speak(one);
          setSpoken(one);
        }}
      />
      <main id="main" aria-busy={busy}>
        {view === "opening" && !stop && <p role="status">{say("opening")}</p>}
        {view === "empty" && <Bring acts={acts} heading={heading(say("bring-title"))} onBrought={open} />}
        {view === "hidden" && (
          <>
            {heading(say("hidden-title"))}
            <p>{say("hidden-what", { minutes: IDLE_MINUTES })}</p>
            <button type="button" class="first" onClick={() => setView("sitting")}>
              {say("hidden-show")}
            </button>
          </>
        )}
        {view === "sitting" && heading(say(`tab-${tab}`))}
        {stop && <Stop acts={acts} stop={stop} onAgain={view === "sitting" ? look : open} />}
        {view === "sitting" && tab === "waiting" && (
          <WaitingScreen acts={acts} seen={seen} busy={busy} stopped={stop !== null} onLook={look} onDo={doing} />
        )}
        {view === "sitting" && tab === "history" && <HistoryScreen acts={acts} onDo={doing} />}
        {view === "sitting" && tab === "freeze" && <Freeze acts={acts} busy={busy} onDo={doing} />}
        {view === "sitting" && tab === "device" && seat && (
          <DeviceScreen
            seat={seat}
            onForget={() =>
              doing(async () => {
                await acts.forget();
                setSeat(null);
                setView("empty");
                setTab("waiting");
              })
            }
          />
        )}
      </main>
    </>
  );
}

interface About {
  readonly seat: Seat | null;
  readonly tab: Tab;
  readonly looked: number | null;
  readonly onGo: (to: Tab) => void;
  readonly spoken: string;
  readonly onSpeak: (language: string) => void;
}

function Top({ seat, tab, looked, onGo, spoken, onSpeak }: About) {
  return (
    <header>
      <a class="skip" href="#main">
        {say("skip")}
      </a>
      <p class="who">
        <strong>{seat ? <bdi>{seat.custodian}</bdi> : say("page-title")}</strong>
        {looked !== null && <span class="looked">{say("looked", { when: moment(looked) })}</span>}
      </p>
      {seat && (
        <nav aria-label={say("nav")}>
          {TABS.map((one) => (
            <button
              type="button"
              key={one}
              class="tab"
              aria-current={one === tab ? "page" : undefined}
              onClick={() => onGo(one)}
            >
              {say(`tab-${one}`)}
            </button>
          ))}
        </nav>
      )}
      <label class="speak">
        <span class="skip">{say("language")}</span>
        <select value={spoken} onChange={(event) => onSpeak(event.currentTarget.value)}>
          {languages.map((one) => (
            <option key={one} value={one} lang={one} selected={one === spoken}>
              {say("language-name", {}, one)}
            </option>
          ))}
        </select>
      </label>
    </header>
  );
}
