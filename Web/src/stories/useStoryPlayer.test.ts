import { expect, it } from "vitest";
import type { AuthorStories } from "../api/types";
import { firstUnseen, move } from "./useStoryPlayer";

const author = (id: string, seen: boolean[]): AuthorStories => ({
  author: { id, username: id, displayName: id, avatarUrl: null },
  seen: seen.every(Boolean),
  stories: seen.map((one, index) => ({
    id: `${id}${index}`,
    image: { url: "", thumbnailUrl: "", width: 1, height: 1, alt: "" },
    caption: "",
    createdAt: "",
    expiresAt: "",
    seen: one,
  })),
});

it("starts at the first unseen story, or at the first when all were seen", () => {
  expect(firstUnseen(author("a", [true, false, false]))).toBe(1);
  expect(firstUnseen(author("a", [true, true]))).toBe(0);
});

it("goes on to the next author and ends after the last one", () => {
  const authors = [author("a", [false, false]), author("b", [false])];
  expect(move(authors, { author: 0, story: 0 }, 1)).toEqual({ author: 0, story: 1 });
  expect(move(authors, { author: 0, story: 1 }, 1)).toEqual({ author: 1, story: 0 });
  expect(move(authors, { author: 1, story: 0 }, 1)).toBeNull();
});

it("goes back to the last story of the previous author and stays at the very first", () => {
  const authors = [author("a", [false, false]), author("b", [false])];
  expect(move(authors, { author: 1, story: 0 }, -1)).toEqual({ author: 0, story: 1 });
  expect(move(authors, { author: 0, story: 0 }, -1)).toEqual({ author: 0, story: 0 });
});
