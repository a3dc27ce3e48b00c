// @vitest-environment happy-dom
import { cleanup, render } from "@testing-library/react";
import { createElement, type ReactNode } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

/** The modules of a page in German, which read its language when they are loaded. */
async function german() {
  document.documentElement.lang = "de";
  vi.resetModules();
  await (await import("./load")).loadLanguage();
  const [text, time, problem] = await Promise.all([import("./text"), import("../ui/time"), import("../api/problem")]);
  return { ...text, ...time, ...problem };
}

beforeEach(() => vi.resetModules());
afterEach(() => {
  cleanup();
  document.documentElement.lang = "";
});

it("shows English as it is written", async () => {
  const { formatList, plural, t } = await import("./text");
  const likes = (count: number) => plural(count, { one: "# like", other: "# likes" });
  expect([0, 1, 2, 1234].map(likes)).toEqual(["0 likes", "1 like", "2 likes", "1,234 likes"]);
  expect(t`Photo ${1} of ${2}`).toBe("Photo 1 of 2");
  expect(formatList(["Ada", "Bob", "Carol"])).toBe("Ada, Bob and Carol");
});

it("shows the forms and the numbers of another language", async () => {
  const { compact, formatList, plural } = await german();
  const comments = (count: number) => plural(count, { one: "# comment", other: "# comments" });
  expect([0, 1, 2, 1234].map(comments)).toEqual(["0 Kommentare", "1 Kommentar", "2 Kommentare", "1.234 Kommentare"]);
  expect(plural(1_500_000, { one: "# view", other: "# views" }, compact)).toBe("1,5\u00a0Mio. Aufrufe");
  expect(formatList(["Ada", "Bob", "Carol"])).toBe("Ada, Bob und Carol");
});

it("puts values and elements where the translation has them", async () => {
  const { inContext, rich, t } = await german();
  expect(t`Delete the comment by ${"{0} \\x41 \\u"}`).toBe("Kommentar von {0} \\x41 \\u löschen");
  expect([t`Post`, inContext("verb")`Post`]).toEqual(["Beitrag", "Posten"]);
  const shown = (node: ReactNode) => render(createElement("p", null, node)).container.innerHTML;
  const link = createElement("a", { href: "/questions/1" }, "Warum?");
  expect(shown(rich`Closed as a duplicate of ${link}`)).toBe(
    '<p>Geschlossen als Duplikat von <a href="/questions/1">Warum?</a></p>',
  );
});

it("falls back to English where a text is in no catalogue", async () => {
  const { t } = await german();
  const unknown = (strings: TemplateStringsArray, ...values: string[]) => t(strings, ...values);
  expect(unknown`Nobody has translated ${"this"}`).toBe("Nobody has translated this");
});

it("shows times in another language", async () => {
  const { fullDate, timeAgo } = await german();
  const now = new Date(2026, 10, 21, 12, 0, 0);
  const shown = (seconds: number) => timeAgo(new Date(now.getTime() - seconds * 1000), now);
  expect([0, 60, 7_200, 2 * 86_400, 8 * 86_400].map(shown)).toEqual([
    "jetzt",
    "vor 1 Min.",
    "vor 2 Std.",
    "vor 2 Tg.",
    "13. Nov.",
  ]);
  expect(fullDate(now)).toBe("21. November 2026 um 12:00");
});

it("shows what a service says where there is no translation, and else that", async () => {
  const { toProblem } = await german();
  const message = (status: number, detail: string) => toProblem(status, { detail }, null).message;
  expect(message(422, "The password is wrong.")).toBe("Das Passwort ist falsch.");
  expect(message(404, "There is no such thing.")).toBe("Das gibt es nicht, oder du kannst es nicht sehen.");
  expect(message(422, "A sentence without a translation.")).toBe("A sentence without a translation.");
});
