import { expect, it } from "vitest";
import { countNewer, flatten, mapItems, type Pages, prepend } from "./pages";

const item = (id: string) => ({ id });
const pages = (...all: string[][]): Pages<{ id: string }> => ({
  pages: all.map((ids, index) => ({ items: ids.map(item), next: index + 1 < all.length ? String(index) : null })),
  pageParams: all.map((_, index) => (index === 0 ? null : String(index - 1))),
});
const ids = (items: { id: string }[]) => items.map(({ id }) => id).join("");

it("merges pages in order and shows an item that slid over a page's edge once", () => {
  expect(ids(flatten(pages(["d", "c"], ["c", "b"], ["a"])))).toBe("dcba");
  expect(flatten(undefined)).toEqual([]);
});

it("counts what is newer than everything shown", () => {
  const shown = ["c", "b", "a"].map(item);
  expect(countNewer(["e", "d", "c"].map(item), shown)).toBe(2);
  expect(countNewer(["c", "b"].map(item), shown)).toBe(0);
  expect(countNewer(["z", "y"].map(item), shown)).toBe(2);
  // The newest shown was deleted meanwhile: that is not news.
  expect(countNewer(["b", "a"].map(item), shown)).toBe(0);
});

it("puts a new item first, once, and leaves a list that was never loaded alone", () => {
  const data = prepend(pages(["b", "a"]), item("c"));
  expect(ids(flatten(prepend(data, item("c"))))).toBe("cba");
  expect(prepend(undefined, item("c"))).toBeUndefined();
});

it("changes and removes items on every page", () => {
  const data = pages(["c", "b"], ["a"]);
  expect(ids(flatten(mapItems(data, (one) => (one.id === "b" ? undefined : one))))).toBe("ca");
  expect(ids(flatten(mapItems(data, (one) => (one.id === "a" ? item("z") : one))))).toBe("cbz");
});
