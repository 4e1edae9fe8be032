// What is shown where something could not be done, and what is left to do.
import type { Acts } from "../acts.ts";
import { saveAs } from "./saving_a_file.ts";
import { sayStop } from "./saying.ts";
import { say } from "./texts.ts";

interface About {
  readonly acts: Acts;
  readonly stop: string;
  readonly onAgain: () => void;
}

export function Stop({ acts, stop, onAgain }: About) {
  const isSplit = stop === "log-split";
  async function save() {
    const both = await acts.conflict();
    if (both) saveAs("log-conflict.txt", both);
  }
  return (
    <div class={isSplit ? "stop wrong" : "stop"} role="alert">
      <p>{sayStop(stop)}</p>
      <p class="buttons">
        {isSplit && (
          <button type="button" onClick={save}>
            {say("save-heads")}
          </button>
        )}
        <button type="button" onClick={onAgain}>
          {say("look-again")}
        </button>
      </p>
    </div>
  );
}
