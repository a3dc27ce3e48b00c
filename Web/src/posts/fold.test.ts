import { expect, it } from "vitest";
import { foldAt } from "./fold";

it("shows a text whole that is short or only a little longer", () => {
  expect(foldAt("")).toBeUndefined();
  expect(foldAt("word ".repeat(130))).toBeUndefined();
});

it("cuts a long text at the end of a word", () => {
  const text = "word ".repeat(300);
  const at = foldAt(text) ?? 0;
  expect(at).toBeLessThanOrEqual(560);
  expect([...text].slice(0, at).join("").endsWith("word")).toBe(true);
  expect(foldAt("\u{1f600}".repeat(1_000))).toBe(560);
});

it("cuts a text of many lines", () => {
  expect(foldAt("a\n".repeat(30))).toBe(19);
});
