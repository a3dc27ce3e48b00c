import { useEffect, useState } from "react";
import type { AuthorStories, Story } from "../api/types";

/** How long a story is shown. */
const duration = 5_000;
const step = 100;

export interface Position {
  author: number;
  story: number;
}

/** The first unseen story of an author, or the first one. */
export const firstUnseen = ({ stories }: Pick<AuthorStories, "stories">): number =>
  Math.max(
    0,
    stories.findIndex((story) => !story.seen),
  );

/** The position after or before; null past the last story. Before the first story it stays. */
export function move(authors: readonly AuthorStories[], at: Position, by: 1 | -1): Position | null {
  const stories = authors[at.author]?.stories ?? [];
  const story = at.story + by;
  if (story >= 0 && story < stories.length) return { author: at.author, story };
  const author = authors[at.author + by];
  if (author === undefined) return by === 1 ? null : at;
  return { author: at.author + by, story: by === 1 ? 0 : author.stories.length - 1 };
}

/** Plays stories one after the other. With reduced motion it starts paused, so that nothing moves by itself. */
export function useStoryPlayer(authors: readonly AuthorStories[], start: number, onEnd: () => void) {
  const [at, setAt] = useState<Position>(() => {
    const author = authors[start];
    return { author: start, story: author === undefined ? 0 : firstUnseen(author) };
  });
  const [paused, setPaused] = useState(() => matchMedia("(prefers-reduced-motion: reduce)").matches);
  const [held, setHeld] = useState(false);
  const [elapsed, setElapsed] = useState(0);
  const go = (to: Position | null) => {
    setElapsed(0);
    if (to === null) onEnd();
    else setAt(to);
  };
  const next = () => go(move(authors, at, 1));
  const running = !paused && !held;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => document.hidden || setElapsed((time) => time + step), step);
    return () => clearInterval(timer);
  }, [running]);
  useEffect(() => {
    if (elapsed >= duration) next();
  });
  const author = authors[at.author];
  const story: Story | undefined = author?.stories[at.story];
  return {
    author,
    story,
    at,
    share: Math.min(1, elapsed / duration),
    paused,
    setPaused,
    setHeld,
    next,
    previous: () => go(move(authors, at, -1)),
    nextAuthor: () => go(authors[at.author + 1] === undefined ? null : { author: at.author + 1, story: 0 }),
    previousAuthor: () => go({ author: Math.max(0, at.author - 1), story: 0 }),
  };
}
