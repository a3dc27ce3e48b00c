import { expect, it } from "vitest";
import { gaps, virtualRange } from "./virtualRange";

it("has all posts of a short list in the page", () => {
  expect(virtualRange(60, 0, 3, -1)).toHaveLength(60);
});

it("has the visible posts and their surroundings in the page", () => {
  expect(virtualRange(1_000, 500, 503, -1)).toEqual(Array.from({ length: 16 }, (_, at) => 494 + at));
  expect(virtualRange(1_000, 0, 2, -1)[0]).toBe(0);
  expect(virtualRange(1_000, 997, 999, -1).at(-1)).toBe(999);
});

it("keeps the post with the focus and its neighbours, in their order", () => {
  const shown = virtualRange(1_000, 500, 503, 3);
  expect(shown.slice(0, 4)).toEqual([2, 3, 4, 494]);
  expect(virtualRange(1_000, 0, 3, 999).slice(-2)).toEqual([998, 999]);
});

it("fills the place of the posts that are not in the page", () => {
  const items = [
    { start: 100, end: 200 },
    { start: 200, end: 300 },
    { start: 900, end: 1_000 },
  ];
  expect(gaps(items, 100, 2_000)).toEqual([0, 0, 600, 1_100]);
  expect(gaps([], 100, 50)).toEqual([50]);
});
