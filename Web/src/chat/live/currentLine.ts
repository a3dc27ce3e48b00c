import type { LiveLine } from "./liveLine";

// Apart from the line's code, which is loaded later than the pages that use it.
let line: LiveLine | null = null;

export const currentLine = (): LiveLine | null => line;

export function setLine(next: LiveLine | null): void {
  line = next;
}
