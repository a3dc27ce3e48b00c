import { expect, it } from "vitest";
import { lineDiff } from "./lineDiff";

const show = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`);

it("shows which lines were added and removed", () => {
  expect(show("a\nb\nc", "a\nB\nc\nd")).toEqual([" a", "-b", "+B", " c", "+d"]);
  expect(show("a", "a")).toEqual([" a"]);
  expect(show("a\nb", "b")).toEqual(["-a", " b"]);
  expect(show("x\na\ny", "a\nz")).toEqual(["-x", " a", "-y", "+z"]);
});

it("does not compare what is too long for it", () => {
  const many = (letter: string) => Array.from({ length: 2_100 }, (_, index) => `${letter}${index}`).join("\n");
  expect(lineDiff(many("a"), many("b"))).toHaveLength(4_200);
});
