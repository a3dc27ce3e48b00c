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
  return (then.getFullYear() === now.getFullYear() ? dayOfThisYear : dayOfAnyYear).format(then);
}

// Formats are made once: making one takes longer than all that it formats.
const dayOfThisYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
const dayOfAnyYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" });

// A number with a letter is understood in English only.
const unitDisplay = language === "en" ? "narrow" : "short";
const minutes: Intl.NumberFormatOptions = { style: "unit", unit: "minute", unitDisplay };
const hours: Intl.NumberFormatOptions = { style: "unit", unit: "hour", unitDisplay };
const days: Intl.NumberFormatOptions = { style: "unit", unit: "day", unitDisplay };

function duration(passed: number): string {
  if (passed < hour) return formatNumber(Math.floor(passed / minute), minutes);
  return passed < day ? formatNumber(Math.floor(passed / hour), hours) : formatNumber(Math.floor(passed / day), days);
}

/** As `relativeTime`, for a time that stands alone: now, 5m ago, 3h ago, 2d ago, then the date. */
export function timeAgo(then: Date, now: Date): string {
  const time = relativeTime(then, now);
  return isRecent(then, now) && !isNow(then, now) ? t`${time} ago` : time;
}

/** The full date and time, for tooltips. */
export const fullDate = (then: Date) => dateAndTime.format(then);

export const formatMonth = (then: Date) => then.toLocaleDateString(locale, { month: "long", year: "numeric" });

/** 1234 as 1.2K. */
export const compactNumber = (value: number) => formatNumber(value, compact);

export const compact: Intl.NumberFormatOptions = { notation: "compact", maximumFractionDigits: 1 };
