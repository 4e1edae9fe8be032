// A file for the person, by the browser's own way of saving.
import type { Bytes } from "../../../../web/src/protocol/bytes.ts";

export function saveAs(name: string, contents: Bytes): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([contents], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
