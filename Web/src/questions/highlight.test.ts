// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { highlight } from "./highlight";

/** The names of the colours in a code block of this language. */
function colours(language: string, code: string): string[] {
  const block = document.createElement("code");
  block.className = `language-${language}`;
  block.textContent = code;
  highlight([block]);
  expect(block.textContent).toBe(code);
  return [...block.querySelectorAll("span")].map((span) => span.className);
}

it.each([
  ["cpp", "int n; // many"],
  ["c++", "int n; // many"],
  ["c", "int n; // many"],
  ["cs", "var n = 1; // many"],
  ["kotlin", "val n = 1 // many"],
  ["php", "$n = 1; // many"],
  ["rb", "n = 1 # many"],
  ["swift", "let n = 1 // many"],
  ["tsx", "let n = 1; // many"],
])("colours %s", (language, code) => {
  expect(colours(language, code)).toContain("hljs-comment");
});

it("leaves a language that nobody knows as it is", () => {
  expect(colours("klingon", "int n; // many")).toEqual([]);
});
