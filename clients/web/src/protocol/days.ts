// Days since 1970-01-01 in UTC, and the quarter that a day is in: SPEC 2.4 and 8.2.

const SECONDS = 86_400;

export const dayOf = (seconds: number): number => Math.floor(seconds / SECONDS);

// As `2026-q4`.
export function quarterOf(day: number): string {
  const date = new Date(day * SECONDS * 1000);
  return `${date.getUTCFullYear()}-q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}
