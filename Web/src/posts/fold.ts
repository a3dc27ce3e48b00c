/** A text longer than this is folded in a list, in code points and in lines. */
const maxLength = 560;
const maxLines = 10;
/** What would be hidden has to be worth a click. */
const minHidden = 120;

/** Where a long text is cut in a list, in code points; undefined for a text that is shown whole. */
export function foldAt(text: string): number | undefined {
  const points = [...text];
  let at = Math.min(maxLength, points.length);
  let broken = 0;
  for (let index = 0; index < at; index++) if (points[index] === "\n" && ++broken === maxLines) at = index;
  const hidden = points.length - at;
  if (hidden === 0 || (hidden < minHidden && broken < maxLines)) return undefined;
  // At the end of a word, if there is one near.
  for (let index = at; index > at - 40 && index > 0; index--) {
    if (/\s/u.test(points[index] ?? "")) return index;
  }
  return at;
}
