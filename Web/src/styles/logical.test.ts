import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const physical = [
  /^(margin|padding|border|scroll-(margin|padding))-(left|right)\b/u,
  /^(left|right):/u,
  /^(float|clear|text-align): (left|right)\b/u,
  /^border-(top|bottom)-(left|right)-radius\b/u,
];

/** The values of a declaration, each with what is in its parentheses. */
const values = (text: string) => text.match(/(?:[^\s(]|\((?:[^()]|\([^()]*\))*\))+/gu) ?? [];

/** Of four values the second and the last are the right and the left side. */
function isLopsided(declaration: string): boolean {
  const [, text] = /^(?:margin|padding|inset|border-(?:width|color|style)): ([^;]+);$/u.exec(declaration) ?? [];
  const [, right, , left] = values(text ?? "");
  return left !== undefined && left !== right;
}

it("names no side left or right, so that pages work from right to left", () => {
  const found = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".css"))
    .flatMap((name) =>
      readFileSync(`${import.meta.dirname}/${name}`, "utf8")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => physical.some((pattern) => pattern.test(line)) || isLopsided(line))
        .map((line) => `${name}: ${line}`),
    );
  expect(found).toEqual([]);
});

it("recognizes a side in a shorthand", () => {
  expect(
    ["padding: 0 1px 0 2px;", "inset: calc(1px + 2px) 0 auto;", "margin: 0 a(b c) 0 a(b c);"].map(isLopsided),
  ).toEqual([true, false, false]);
});
