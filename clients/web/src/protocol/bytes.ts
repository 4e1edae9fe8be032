// Byte strings: put together, compared, and written as text.

export type Bytes = Uint8Array<ArrayBuffer>;

export const NOTHING: Bytes = new Uint8Array(0);

export function joined(...several: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(several.reduce((size, one) => size + one.length, 0));
  let at = 0;
  for (const one of several) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

// Without stopping at the first difference.
export function same(left: Uint8Array, right: Uint8Array): boolean {
  let different = left.length ^ right.length;
  for (let at = 0; at < left.length; at += 1) different |= (left[at] ?? 0) ^ (right[at] ?? 0);
  return different === 0;
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

// SPEC 2.4: the one spelling of an id.
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

export function bigEndian(number: number, size: number): Bytes {
  const bytes = new Uint8Array(size);
  let left = number;
  for (let at = size - 1; at >= 0; at -= 1) {
    bytes[at] = left % 256;
    left = Math.floor(left / 256);
  }
  return bytes;
}
