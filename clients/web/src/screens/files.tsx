import { useEffect, useRef, useState } from "preact/hooks";
import { bytesOfFiles, FILES, type GivenFile, originals } from "./draft.ts";
import { Button, P, Tick } from "./fields.tsx";
import { Heading, Warning, WhatIsWrong } from "./frame.tsx";
import { canvasReadsTruly, redrawn } from "./redrawing.ts";
import { bytes, say } from "./texts.ts";
import { type Editing, Steps } from "./write.tsx";

interface Given extends GivenFile {
  readonly file: File;
}

let lastKey = 0;

interface FilesProps extends Editing {
  readonly withEvidence: boolean;
  readonly onGive: (files: readonly GivenFile[]) => void;
  readonly onChange: (key: number, to: Partial<GivenFile> | null) => void;
}

export function Files(props: FilesProps) {
  const { draft, problems, withEvidence, onGive, onChange } = props;
  const [said, setSaid] = useState("");
  const [working, setWorking] = useState(0);
  const [reads, setReads] = useState(canvasReadsTruly);
  // Who goes on meanwhile would leave behind what they chose or ticked last.
  const waitFor = <T,>(work: Promise<T>): Promise<T> => {
    setWorking((all) => all + 1);
    return work.finally(() => setWorking((all) => all - 1));
  };
  const add = async (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    // So that the same file can be chosen again, and so that the field names none.
    input.value = "";
    setSaid(say("files-working"));
    setReads(canvasReadsTruly());
    const taken = await waitFor(Promise.all(chosen.filter(({ size }) => size <= FILES.eachBytes).map(given)));
    if (!input.isConnected) return; // who comes back, or writes the next report, did not choose it there
    onGive(taken);
    setSaid(saidOf(taken.length, chosen.length - taken.length));
  };
  return (
    <main>
      <Heading id="files-title" of="files" />
      <WhatIsWrong problems={problems} tries={props.tries} />
      <P id="files-what" />
      <P id="files-see" />
      {!reads && (
        <Warning>
          <P id="canvas-blocked" />
          <P id="canvas-what-to-do" />
        </Warning>
      )}
      <div class="field">
        <p class="hint" id="files-hint">
          {say("files-hint", {
            pictures: FILES.mostPictures,
            each: bytes(FILES.eachBytes),
            all: bytes(FILES.allBytes),
          })}
        </p>
        <input
          type="file"
          id="files"
          multiple
          autocomplete="off"
          aria-describedby="files-hint"
          onChange={(event) => add(event.currentTarget)}
        />
        <label for="files" class="press">
          {say("files-choose")}
        </label>
      </div>
      <p role="status">{said}</p>
      <ul class="files">
        {draft.files.map((file) => (
          <OneFile
            key={file.key}
            file={file as Given}
            withEvidence={withEvidence}
            waitFor={waitFor}
            onChange={(to) => onChange(file.key, to)}
            onRemove={() => onChange(file.key, null)}
          />
        ))}
      </ul>
      {draft.files.length > 0 && <P id="files-together" values={{ size: bytes(bytesOfFiles(draft)) }} />}
      {originals(draft).length > 0 && <P id="files-evidence" />}
      <Steps {...props} wait={working > 0} next={draft.files.length ? "next" : "next-without"} />
    </main>
  );
}

const saidOf = (taken: number, tooLarge: number): string =>
  tooLarge > 0
    ? say("files-too-large", { count: tooLarge, most: bytes(FILES.eachBytes) })
    : say("files-taken", { count: taken });

async function given(file: File): Promise<Given> {
  const picture = canvasReadsTruly() ? await redrawn(file).catch(() => null) : null;
  lastKey += 1;
  return { key: lastKey, file, name: file.name, type: file.type, size: file.size, picture, original: null };
}

// None where the device does not give it any more; then its tick is gone again.
const read = (file: File): Promise<Uint8Array | null> =>
  file.arrayBuffer().then(
    (bytes) => new Uint8Array(bytes),
    () => null,
  );

interface OneFileProps {
  readonly file: Given;
  readonly withEvidence: boolean;
  readonly waitFor: <T>(work: Promise<T>) => Promise<T>;
  readonly onChange: (to: Partial<GivenFile>) => void;
  readonly onRemove: () => void;
}

function OneFile({ file, withEvidence, waitFor, onChange, onRemove }: OneFileProps) {
  const [reading, setReading] = useState(false);
  const wanted = useRef(false);
  // Who goes back meanwhile, or takes the tick away again, does not want it.
  const unwant = () => {
    wanted.current = false;
  };
  useEffect(() => unwant, []);
  const keep = async (is: boolean) => {
    wanted.current = is;
    setReading(is);
    const original = is ? await waitFor(read(file.file)) : null;
    if (wanted.current !== is) return;
    setReading(false);
    onChange({ original });
  };
  return (
    <li>
      {file.picture && <Preview picture={file.picture} />}
      <p class="file-name">
        <bdi>{file.name}</bdi> ({bytes(file.picture?.length ?? file.size)})
      </p>
      {!file.picture && (
        <P id={withEvidence ? "file-no-picture" : "file-refused"} of={file.original ? "hint" : "problem"} />
      )}
      {withEvidence && (
        <Tick
          id={`original-${file.key}`}
          label={say(file.picture ? "original" : "original-only", { size: bytes(file.size) })}
          hint={say("original-hint")}
          is={reading || file.original !== null}
          onTick={keep}
        />
      )}
      <Button id="file-remove" of="small" onPress={onRemove} />
    </li>
  );
}

function Preview({ picture }: { readonly picture: Uint8Array }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([picture as BlobPart], { type: "image/jpeg" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return address && <img src={address} alt={say("file-preview")} />;
}
