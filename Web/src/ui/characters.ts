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

/** At most so many code units of the text, cut between characters. */
export function beginningOf(text: string, length: number): string {
  if (text.length <= length) return text;
  let cut = 0;
  for (const { index } of segmenter.segment(text.slice(0, length + 1))) cut = index;
  return text.slice(0, cut);
}

/** A name for a sentence: its direction neither turns the sentence around nor is turned by it. */
export function isolate(name: string): string {
  return `\u2068${name.replace(/[\u202a-\u202e\u2066-\u2069]/gu, "")}\u2069`;
}
