import { expect, it } from "vitest";
import { filterQuery, type ListFilter, parseFilter } from "./listAddress";

const filter: ListFilter = { sort: "votes", tag: "c#", scope: "mine", q: "a & b" };

it("reads what it wrote", () => {
  expect(parseFilter(new URLSearchParams(filterQuery(filter)))).toEqual(filter);
  expect(filterQuery({ sort: "new", tag: "", scope: "all", q: "" })).toBe("");
});

it("leaves out what it does not know", () => {
  const unknown = new URLSearchParams("sort=best&show=theirs&tag=%20");
  expect(parseFilter(unknown)).toEqual({ sort: "new", tag: "", scope: "all", q: "" });
});

it("searches for the beginning of what is longer than a search can be", () => {
  expect(parseFilter(new URLSearchParams({ q: "x".repeat(500) })).q).toBe("x".repeat(100));
});
