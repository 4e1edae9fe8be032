// Nothing is here yet: the keys are brought, once, in a file and with its code.
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Acts } from "../acts.ts";
import { isCode, MOST_FILE } from "../protocol/carried_file.ts";
import { sayStop, stopOf } from "./saying.ts";
import { say } from "./texts.ts";

interface About {
  readonly acts: Acts;
  readonly heading: ComponentChildren;
  readonly onBrought: () => Promise<void>;
}

export function Bring({ acts, heading, onBrought }: About) {
  const [file, setFile] = useState<File | null>(null);
  const [code, setCode] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function bring(): Promise<void> {
    if (busy) return;
    if (!file) return setProblem(say("bring-no-file"));
    if (!isCode(code)) return setProblem(say("bring-no-code"));
    if (file.size > MOST_FILE) return setProblem(say("stop-malformed"));
    setBusy(true);
    setProblem(null);
    try {
      await acts.bring(new Uint8Array(await file.arrayBuffer()), code);
      setCode("");
      await onBrought();
    } catch (error) {
      setProblem(sayStop(stopOf(error)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        bring();
      }}
    >
      {heading}
      <p>{say("bring-what")}</p>
      <p class="command" dir="ltr">
        <code>leeward-custodian key for-page FILE</code>
      </p>
      <div class="field">
        <span id="file-label" class="label">
          {say("bring-file")}
        </span>
        <input
          ref={field}
          type="file"
          id="file"
          aria-labelledby="file-label file-press"
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
        <label class="press" for="file" id="file-press">
          {file ? <bdi>{file.name}</bdi> : say("bring-choose")}
        </label>
      </div>
      <div class="field">
        <label for="code">{say("bring-code")}</label>
        <p class="hint" id="code-hint">
          {say("bring-code-hint")}
        </p>
        <input
          id="code"
          class="code"
          dir="ltr"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          inputMode="numeric"
          aria-describedby={problem ? "code-hint bring-problem" : "code-hint"}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </div>
      {problem && (
        <p class="problem" id="bring-problem" role="alert">
          {problem}
        </p>
      )}
      <p class="buttons">
        <button type="submit" class="first" aria-disabled={busy || undefined}>
          {say(busy ? "bring-busy" : "bring-go")}
        </button>
      </p>
      <p class="hint">{say("bring-after")}</p>
    </form>
  );
}
