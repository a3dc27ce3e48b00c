import type { Rolldown } from "vite";

type Group = Rolldown.CodeSplittingGroup;

const home = "/src/pages/Home.tsx";

/**
 * What a chunk each is made of: the main script, and what Home adds to it. Left to itself the bundler makes a chunk of everything that some
 * pages share, and Home waits for forty files.
 */
export const groups: Group[] = [
  { name: "app", tags: ["$initial"], priority: 2 },
  { name: "home", test: (id) => id.endsWith(home), priority: 1 },
];
