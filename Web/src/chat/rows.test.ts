import { expect, it } from "vitest";
import { dayName, toRows } from "./rows";
import { author, message, messages } from "./testMessages";

const options = { me: "me", readAtOpen: 100 };
const kinds = (rows: ReturnType<typeof toRows>) => rows.map((row) => row.kind);

it("groups messages of one sender, and divides days", () => {
  const later = message(3, { sentAt: "2026-11-02T12:00:00Z" });
  const rows = toRows([...messages(1, 2), later], [], options);
  expect(kinds(rows)).toEqual(["day", "group", "day", "group"]);
});

it("starts a group at another sender, after five minutes, and at a folded message", () => {
  const rows = toRows(
    [
      message(1),
      message(2, { sender: author("me") }),
      message(3, { sender: author("me"), sentAt: "2026-11-01T12:06:00Z" }),
      message(4, { sender: author("bob"), folded: true, sentAt: "2026-11-01T12:06:01Z" }),
    ],
    [],
    options,
  );
  expect(kinds(rows)).toEqual(["day", "group", "group", "group", "group"]);
  expect(rows[2]).toMatchObject({ mine: true });
  expect(rows[4]).toMatchObject({ folded: true });
});

it("puts the divider before the first message of others that is new", () => {
  const own = message(2, { sender: author("me") });
  const rows = toRows([message(1), own, message(3), message(4)], [], { me: "me", readAtOpen: 1 });
  expect(kinds(rows)).toEqual(["day", "group", "group", "new", "group"]);
});

it("names days", () => {
  const now = new Date(2026, 10, 27, 9);
  expect(dayName(new Date(2026, 10, 27, 1), now)).toBe("Today");
  expect(dayName(new Date(2026, 10, 26, 23), now)).toBe("Yesterday");
  expect(dayName(new Date(2025, 0, 5), now)).toMatch(/^Sunday,? 5 January 2025$/u);
});
