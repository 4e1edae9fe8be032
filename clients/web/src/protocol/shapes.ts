// What a field of a message may hold, in the words of messages.cddl. A shape says yes or no to a decoded value; it
// builds nothing.
import type { Bytes } from "./bytes.ts";

export type Shape<T> = (value: unknown) => value is T;
export type In<S> = S extends Shape<infer T> ? T : never;

export const bytes =
  (least: number, most = least): Shape<Bytes> =>
  (value): value is Bytes =>
    value instanceof Uint8Array && value.length >= least && value.length <= most;

export const whole =
  (least: number, most: number): Shape<number> =>
  (value): value is number =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

export const truth: Shape<boolean> = (value): value is boolean => typeof value === "boolean";

// So many Unicode code points, not UTF-16 units.
export const chars =
  (least: number, most: number): Shape<string> =>
  (value): value is string => {
    if (typeof value !== "string" || value.length > 2 * most) return false;
    const size = codePoints(value);
    return size >= least && size <= most;
  };

export function codePoints(text: string): number {
  let size = 0;
  for (const _ of text) size += 1;
  return size;
}

export const matching =
  (pattern: RegExp): Shape<string> =>
  (value): value is string =>
    typeof value === "string" && pattern.test(value);

export const oneOf =
  <const T extends readonly (string | number)[]>(...values: T): Shape<T[number]> =>
  (value): value is T[number] =>
    values.includes(value as T[number]);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value): value is T | null =>
    value === null || shape(value);

export const list =
  <T>(least: number, most: number, shape: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(shape);

// SPEC 2.5: sorted, each member once. All texts in sets are ASCII, which JavaScript sorts as their bytes.
export const set =
  <T extends string | number>(most: number, shape: Shape<T>): Shape<readonly T[]> =>
  (value): value is readonly T[] =>
    list(0, most, shape)(value) && value.every((one, at) => at === 0 || (value[at - 1] as T) < one);

export type Fields = Record<string, Shape<unknown>>;
export type Map<F extends Fields> = { readonly [K in keyof F]: In<F[K]> };

// Every field of the type, and no other.
export const map = <F extends Fields>(fields: F): Shape<Map<F>> => {
  const names = Object.keys(fields);
  return (value): value is Map<F> =>
    isPlain(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name) && fields[name]?.(value[name]));
};

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export const hash = bytes(32);
export const signature = bytes(64);
export const signKey = bytes(32);
export const sealKey = bytes(1216);
export const day = whole(0, 100_000);
export const count = whole(1, 2 ** 32);
export const code = matching(/^[a-z0-9][a-z0-9.-]{0,47}$/);
