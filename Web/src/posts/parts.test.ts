import { expect, it } from "vitest";
import { parts } from "./parts";

it("splits a text at its entities, counted in code points", () => {
  const text = "\u{1f600} @Ada, \u{10400} #Tag https://ex.com/a.";
  const found = parts(text, [
    { kind: "mention", start: 2, end: 6, value: "ada" },
    { kind: "tag", start: 10, end: 14, value: "Tag" },
    { kind: "link", start: 15, end: 31, value: "https://ex.com/a" },
  ]);
  expect(found).toEqual([
    { kind: "text", text: "\u{1f600} " },
    { kind: "mention", text: "@Ada", value: "ada" },
    { kind: "text", text: ", \u{10400} " },
    { kind: "tag", text: "#Tag", value: "Tag" },
    { kind: "text", text: " " },
    { kind: "link", text: "https://ex.com/a", value: "https://ex.com/a" },
    { kind: "text", text: "." },
  ]);
  expect(found.map((part) => part.text).join("")).toBe(text);
});

it("takes for text what is not there or overlaps", () => {
  const entities = [
    { kind: "tag", start: 0, end: 2, value: "a" },
    { kind: "tag", start: 1, end: 3, value: "b" },
    { kind: "tag", start: 3, end: 9, value: "c" },
  ];
  expect(parts("#a b", entities)).toEqual([
    { kind: "tag", text: "#a", value: "a" },
    { kind: "text", text: " b" },
  ]);
  expect(parts("", [])).toEqual([{ kind: "text", text: "" }]);
});
