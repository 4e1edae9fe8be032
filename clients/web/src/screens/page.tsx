// Which screen is shown, and what its buttons do.
import { render } from "preact";
import { useEffect, useMemo, useReducer, useRef } from "preact/hooks";
import { type Acts, CannotDo } from "../acts.ts";
import { Consent } from "./consent.tsx";
import { arrive, finish, look, send } from "./doing.ts";
import { originals, toldOf, written } from "./draft.ts";
import { Files } from "./files.tsx";
import { Bottom, Top } from "./frame.tsx";
import { indexOf } from "./keys.ts";
import { leaveNow, watchEscape, watchLeaving } from "./leaving.ts";
import { bytesOnTheLine } from "./line_sizes.ts";
import { Look } from "./look.tsx";
import { Change, Finished, Seen, Withdraw } from "./seen.tsx";
import { Send, Sent } from "./send.tsx";
import { Start } from "./start.tsx";
import { following, isUnsaved, knownOf, opened, problemsOfLook, type Screen, type State, type Visit } from "./state.ts";
import { Words } from "./words.tsx";
import { Write } from "./write.tsx";
import { You } from "./you.tsx";

export function show(acts: Acts, into: HTMLElement): void {
  into.replaceChildren();
  render(<Page acts={acts} onForget={() => render(null, into)} />, into);
}

function Page({ acts, onForget }: { readonly acts: Acts; readonly onForget: () => void }) {
  const [state, happen] = useReducer(
    useMemo(() => following(acts), [acts]),
    null,
    () => opened(acts.atHand()),
  );
  const now = useRef(state);
  now.current = state;
  const exit = () => leaveNow(now.current, onForget);
  const again = () => arrive(acts, happen);

  useEffect(() => {
    again();
    const unwatch = [
      watchEscape(exit),
      watchLeaving(
        () => isUnsaved(now.current),
        () => {
          now.current.visit.checkIn?.leave();
          onForget();
        },
      ),
    ];
    return () => {
      for (const stop of unwatch) stop();
    };
  }, []);

  const go = (to: Screen) => happen({ on: "went", to });
  const editing = {
    draft: state.draft,
    problems: state.problems,
    tries: state.tries,
    onWrite: (change: Partial<State["draft"]>) => happen({ on: "wrote", change }),
    onNext: () => happen({ on: "went-on" }),
    onBack: () => happen({ on: "went-back" }),
  };
  const known = knownOf(state);
  const arrival = { known, arrived: state.arrival !== null, notArrived: state.notArrived, onAgain: again };
  const onVisit = (change: Partial<Visit>) => happen({ on: "visited", change });

  return (
    <>
      <Top screen={state.screen} onExit={exit} />
      {screen()}
      <Bottom logHead={acts.logHead} />
    </>
  );

  function screen() {
    switch (state.screen) {
      case "start":
        return <Start {...arrival} unsaved={isUnsaved(state)} onGo={go} />;
      case "write":
        return <Write {...editing} {...arrival} again={state.keys.from === "before" && state.keys.receipt !== null} />;
      case "files":
        return (
          <Files
            {...editing}
            withEvidence={state.arrival?.withEvidence.includes(state.draft.country) ?? false}
            onGive={(files) => happen({ on: "gave", files })}
            onChange={(key, to) => happen({ on: "changed-file", key, to })}
          />
        );
      case "you":
        return <You {...editing} />;
      case "consent":
        return <Consent {...editing} known={known} profileTerms={acts.profileTerms} />;
      case "words":
        return (
          <Words
            {...editing}
            answers={toldOf(state.draft, acts.profileTerms).answers}
            keys={state.keys}
            newReceipt={acts.newReceipt}
            show={acts.showReceipt}
            onKey={(change) => happen({ on: "keyed", change })}
          />
        );
      case "send":
        return (
          <Send
            {...editing}
            state={state}
            known={known}
            profileTerms={acts.profileTerms}
            size={() => sizeOnTheLine(acts, state)}
            onSend={() => send(acts, state, happen)}
          />
        );
      case "sent":
        return <Sent told={state.told} onClose={exit} onAnother={writeAnother} />;
      case "look":
        return (
          <Look
            {...editing}
            {...arrival}
            visit={state.visit}
            onVisit={onVisit}
            onLook={lookNow}
            onBack={() => go("start")}
          />
        );
      default:
        return visiting();
    }
  }

  function visiting() {
    if (!known) return null;
    const props = {
      visit: state.visit,
      known,
      profileTerms: acts.profileTerms,
      onVisit,
      onFinish: (wish: Visit["wish"]) => finish(state, wish, happen),
      onGo: go,
    };
    switch (state.screen) {
      case "change":
        return <Change {...props} />;
      case "withdraw":
        return <Withdraw {...props} />;
      case "finished":
        return <Finished visit={state.visit} onClose={exit} onAnswer={answer} />;
      default:
        return <Seen {...props} />;
    }
  }

  function lookNow() {
    const problems = problemsOfLook(state.visit, acts);
    if (problems.length) happen({ on: "wrong", problems });
    else look(acts, state, acts.readReceipt(state.visit.typed), happen);
  }

  // The next report of the same words: how many there were is known.
  function writeAnother() {
    const { receipt } = state.keys;
    if (receipt) happen({ on: "write-again", receipt, count: String(indexOf(state.keys) + 1) });
  }

  // Whoever looked at their first report may have sent three: a guess would be left standing, and two reports under one
  // number can be seen to belong together.
  function answer() {
    happen({ on: "write-again", receipt: acts.readReceipt(state.visit.typed), count: "" });
  }
}

function sizeOnTheLine(acts: Acts, { draft }: State): number | null {
  try {
    const testimony = acts.sizeOf(written(draft, acts.profileTerms));
    return bytesOnTheLine(
      testimony,
      originals(draft).map(({ original }) => original?.length ?? 0),
    );
  } catch (thrown) {
    if (thrown instanceof CannotDo) return null;
    throw thrown;
  }
}
