import { expect, it } from "vitest";
import { compactNumber, relativeTime, timeAgo } from "./time";

const now = new Date(2026, 10, 21, 12, 0, 0);
const before = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1000), now);

it("says how long ago in the largest unit that fits", () => {
  expect([0, 59, 60, 3_599, 3_600, 86_399, 86_400, 6 * 86_400].map(before)).toEqual([
    "now",
    "now",
    "1m",
    "59m",
    "1h",
    "23h",
    "1d",
    "6d",
  ]);
});

it("says the date after a week, with the year when it is another one", () => {
  expect(before(8 * 86_400)).toBe("13 Nov");
  expect(before(365 * 86_400)).toBe("21 Nov 2025");
});

it("says ago only where a duration is", () => {
  const shown = (seconds: number) => timeAgo(new Date(now.getTime() - seconds * 1000), now);
  expect([0, 60, 3_600, 86_400, 8 * 86_400].map(shown)).toEqual(["now", "1m ago", "1h ago", "1d ago", "13 Nov"]);
});

it("calls a moment of a clock that runs ahead now", () => {
  expect(before(-90)).toBe("now");
});

it("shortens large numbers", () => {
  expect([0, 999, 1_234, 15_600].map(compactNumber)).toEqual(["0", "999", "1.2K", "15.6K"]);
});
