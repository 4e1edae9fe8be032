// Weeks of ISO 8601, as a testimony names them: 2026-w47. They begin on Monday; a week is of the year of its Thursday.
export interface Week {
  readonly code: string;
  readonly monday: number; // days since 1970
}

const mondayOf = (day: number): number => day - ((day + 3) % 7);

export function weekOf(day: number): Week {
  const monday = mondayOf(day);
  const thursday = monday + 3;
  const year = new Date(thursday * 86_400_000).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1) / 86_400_000) / 7) + 1;
  return { code: `${year}-w${String(week).padStart(2, "0")}`, monday };
}

export const recentWeeks = (today: number, count: number): readonly Week[] =>
  Array.from({ length: count }, (_, back) => weekOf(today - 7 * back));
