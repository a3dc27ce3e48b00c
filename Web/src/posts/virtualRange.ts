/** Up to this many posts are all in the page, so that the browser's search finds them. */
const maxComplete = 60;
/** Posts above and below the visible ones that are in the page, too: the next one by Tab, and room for a quick scroll. */
const overscan = 6;

/**
 * Which posts of a long list are in the page: the visible ones, those around them, and the one that has the focus. At the list's first
 * render, which somebody waits for, only the visible ones.
 */
export function virtualRange(count: number, first: number, last: number, focused: number, initial = false): number[] {
  if (!initial && count <= maxComplete) return Array.from({ length: count }, (_, index) => index);
  const shown = new Set<number>();
  const add = (from: number, to: number) => {
    for (let index = Math.max(0, from); index <= Math.min(count - 1, to); index++) shown.add(index);
  };
  const around = initial ? 0 : overscan;
  add(first - around, last + around);
  // With its neighbours, or Tab would have nowhere to go.
  if (focused >= 0) add(focused - 1, focused + 1);
  return [...shown].sort((a, b) => a - b);
}

/** The height that the posts between two shown ones take, and that above the first and below the last. */
export function gaps(items: readonly { start: number; end: number }[], top: number, total: number): number[] {
  const between = items.map((item, at) => item.start - (items[at - 1]?.end ?? top));
  return [...between, top + total - (items.at(-1)?.end ?? top)].map((height) => Math.max(0, height));
}
