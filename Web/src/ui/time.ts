const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A short relative time: now, 5m, 3h, 2d, then the date, with the year if it is not the current one. */
export function relativeTime(then: Date, now: Date): string {
  const passed = now.getTime() - then.getTime();
  if (passed < minute) return "now";
  if (passed < hour) return `${Math.floor(passed / minute)}m`;
  if (passed < day) return `${Math.floor(passed / hour)}h`;
  if (passed < 7 * day) return `${Math.floor(passed / day)}d`;
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (then.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return then.toLocaleDateString("en-GB", options);
}

/** As `relativeTime`, for a time that stands alone: now, 5m ago, 3h ago, 2d ago, then the date. */
export function timeAgo(then: Date, now: Date): string {
  const time = relativeTime(then, now);
  return /^\d+[mhd]$/u.test(time) ? `${time} ago` : time;
}

/** The full date and time, for tooltips. */
export const fullDate = (then: Date) => then.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

export const formatMonth = (then: Date) => then.toLocaleDateString("en-GB", { month: "long", year: "numeric" });

/** 1234 as 1.2K. */
export const compactNumber = (value: number) =>
  new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);
