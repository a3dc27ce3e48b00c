// @vitest-environment happy-dom
import { afterEach, expect, it } from "vitest";
import { logicalKey, logicalX } from "./direction";

afterEach(() => document.documentElement.removeAttribute("dir"));

it("takes keys and distances as they are where lines run from left to right", () => {
  expect(["ArrowRight", "ArrowLeft", "ArrowUp", "a"].map(logicalKey)).toEqual([
    "ArrowRight",
    "ArrowLeft",
    "ArrowUp",
    "a",
  ]);
  expect(logicalX(40)).toBe(40);
});

it("turns them around where lines run from right to left", () => {
  document.documentElement.dir = "rtl";
  expect(["ArrowRight", "ArrowLeft", "ArrowUp", "a"].map(logicalKey)).toEqual([
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "a",
  ]);
  expect(logicalX(40)).toBe(-40);
});
