import { expect, it } from "vitest";
import { nextVote, toVote, voted } from "./votes";

it("takes a vote back when it is pressed again, and turns it around by the other button", () => {
  expect(nextVote(0, 1)).toBe(1);
  expect(nextVote(1, 1)).toBe(0);
  expect(nextVote(1, -1)).toBe(-1);
  expect(nextVote(-1, -1)).toBe(0);
  expect(toVote(-1)).toBe(-1);
});

it("changes the score by the difference to the vote before", () => {
  expect(voted({ score: 3, myVote: 1 }, -1)).toEqual({ score: 1, myVote: -1 });
  expect(voted({ score: 3, myVote: 0 }, 1)).toEqual({ score: 4, myVote: 1 });
  expect(voted({ score: 3, myVote: 1 }, 1)).toEqual({ score: 3, myVote: 1 });
});
