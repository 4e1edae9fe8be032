import { useEffect, useState } from "preact/hooks";
import { Button, P } from "./fields.tsx";
import { speechSynthesisOrNone } from "./leaving.ts";
import { language } from "./texts.ts";

// Only a voice that speaks on this device: one that is a service elsewhere would be sent the text.
const localVoice = (): SpeechSynthesisVoice | undefined =>
  speechSynthesisOrNone()
    ?.getVoices()
    .find((voice) => voice.localService && voice.lang.split(/[-_]/)[0] === language);

// Reads the text of an element aloud. Where there is no such voice, nothing is shown.
export function ReadAloud({ of, warning }: { readonly of: string; readonly warning?: string }) {
  const [voice, setVoice] = useState(localVoice);
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => {
    const speech = speechSynthesisOrNone();
    const look = () => setVoice(localVoice);
    speech?.addEventListener?.("voiceschanged", look);
    return () => {
      speech?.removeEventListener?.("voiceschanged", look);
      speech?.cancel();
    };
  }, []);
  if (!voice) return null;
  const start = () => {
    // Its line ends are the pauses between sentences.
    const said = new SpeechSynthesisUtterance(document.getElementById(of)?.innerText ?? "");
    said.voice = voice;
    said.lang = voice.lang;
    said.onend = () => setSpeaking(false);
    said.onerror = () => setSpeaking(false);
    setSpeaking(true);
    speechSynthesisOrNone()?.speak(said);
  };
  const stop = () => {
    speechSynthesisOrNone()?.cancel();
    setSpeaking(false);
  };
  return (
    <div class="aloud">
      {warning && <P id={warning} of="hint" />}
      {speaking ? (
        <Button id="read-aloud-stop" of="small" onPress={stop} />
      ) : (
        <Button id="read-aloud" of="small" onPress={start} />
      )}
    </div>
  );
}
