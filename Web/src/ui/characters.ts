import { plural } from "../i18n/text";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** What people take for characters: grapheme clusters, as the services count them. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text.normalize())) count++;
  return count;
}

export const tooMany = (count: number) =>
  plural(count, { one: "# character too many", other: "# characters too many" });

/** The first character, empty for an empty text. */
export function firstCharacter(text: string): string {
  for (const { segment } of segmenter.segment(text)) return segment;
  return "";
}

/** A name for a sentence: its direction neither turns the sentence around nor is turned by it. */
export function isolate(name: string): string {
  return `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069]/gu, "")}\u2069`;
}
