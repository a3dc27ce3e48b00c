export type Vote = -1 | 0 | 1;

interface Votable {
  score: number;
  myVote: number;
}

export const toVote = (value: number): Vote => (value > 0 ? 1 : value < 0 ? -1 : 0);

/** What a press of one of the two buttons makes of the vote: pressed again, it is taken back. */
export const nextVote = (current: Vote, pressed: 1 | -1): Vote => (current === pressed ? 0 : pressed);

/** With the caller's vote changed, and the score by the difference. */
export const voted = <T extends Votable>(item: T, value: Vote): T => ({
  ...item,
  myVote: value,
  score: item.score + value - item.myVote,
});
