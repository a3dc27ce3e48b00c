import { language, locale } from "../i18n/language";
import { formatNumber, t } from "../i18n/text";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const isNow = (then: Date, now: Date) => now.getTime() - then.getTime() < minute;

/** Less than a week ago, so that the time is shown as a duration. */
export const isRecent = (then: Date, now: Date) => now.getTime() - then.getTime() < 7 * day;

/** A short relative time: now, 5m, 3h, 2d, then the date, with the year if it is not the current one. */
export function relativeTime(then: Date, now: Date): string {
  const passed = now.getTime() - then.getTime();
  if (isNow(then, now)) return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(0, "second");
  if (isRecent(then, now)) return duration(passed);
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "short" };
  if (then.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return then.toLocaleDateString(locale, options);
}

// A number with a letter is understood in English only.
const unitDisplay = language === "en" ? "narrow" : "short";

function duration(passed: number): string {
  const [unit, length] =
    passed < hour ? (["minute", minute] as const) : passed < day ? (["hour", hour] as const) : (["day", day] as const);
  return formatNumber(Math.floor(passed / length), { style: "unit", unit, unitDisplay });
}

/** As `relativeTime`, for a time that stands alone: now, 5m ago, 3h ago, 2d ago, then the date. */
export function timeAgo(then: Date, now: Date): string {
  const time = relativeTime(then, now);
  return isRecent(then, now) && !isNow(then, now) ? t`${time} ago` : time;
}

/** The full date and time, for tooltips. */
export const fullDate = (then: Date) => then.toLocaleString(locale, { dateStyle: "long", timeStyle: "short" });

export const formatMonth = (then: Date) => then.toLocaleDateString(locale, { month: "long", year: "numeric" });

/** 1234 as 1.2K. */
export const compactNumber = (value: number) => formatNumber(value, compact);

export const compact: Intl.NumberFormatOptions = { notation: "compact", maximumFractionDigits: 1 };
