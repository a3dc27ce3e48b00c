import { expect, it } from "vitest";
import { countCharacters, firstCharacter, isolate } from "./characters";

// The services count the same: tests/ServiceDefaults/Texts/TextRuleTests.cs has the same table.
it.each([
  ["", 0],
  ["abc", 3],
  ["e\u0301", 1],
  ["\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}", 1],
  ["\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}", 2],
  ["\u0928\u092e\u0938\u094d\u0924\u0947", 3],
  ["\u0915\u094d\u0937\u093f", 1],
  ["\u0b95\u0bcd\u0bb7\u0bbf", 2],
  ["\ud55c\uad6d\uc5b4", 3],
  ["\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35", 4],
  ["1\ufe0f\u20e3", 1],
])("counts %j as people do", (text, expected) => {
  expect(countCharacters(text)).toBe(expected);
});

it("takes a whole first character", () => {
  expect(firstCharacter("\u{1f1e9}\u{1f1ea}b")).toBe("\u{1f1e9}\u{1f1ea}");
  expect(firstCharacter("")).toBe("");
});

it("keeps the direction of a name to itself", () => {
  expect(isolate("a\u202eb\u2069")).toBe("\u2068ab\u2069");
});
