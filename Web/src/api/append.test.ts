import { describe, expect, it } from "vitest";
import { append, type Pages } from "./pages";

const comment = (id: string) => ({ id });
const pages = (...next: (string | null)[]): Pages<{ id: string }> => ({
  pages: next.map((n, index) => ({ items: [comment(`old${index}`)], next: n })),
  pageParams: next.map((_, index) => (index === 0 ? null : `c${index}`)),
});

describe("an item at the end", () => {
  it("is added at the end of a fully loaded list", () => {
    const after = append(pages("c1", null), comment("new"));
    expect(after?.pages.at(-1)?.items.map((c) => c.id)).toEqual(["old1", "new"]);
  });

  it("is there once, however often its answer came", () => {
    const after = append(append(pages(null), comment("new")), comment("new"));
    expect(after?.pages[0]?.items.map((c) => c.id)).toEqual(["old0", "new"]);
  });

  it("waits for the pages before it", () => {
    const before = pages("c1");
    expect(append(before, comment("new"))).toBe(before);
  });
});
