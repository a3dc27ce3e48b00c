import { limits } from "../limits";

/** A tag as the service folds it, as far as a page can: without # before it, in small letters. */
export const foldTag = (typed: string): string => typed.trim().replace(/^#+/u, "").normalize("NFC").toLowerCase();

/** The tags with those that were typed, each once. */
export function withTags(tags: readonly string[], typed: string): string[] {
  const added = typed.split(/[\s,;]+/u).map(foldTag);
  return [...new Set([...tags, ...added.filter((tag) => tag !== "")])];
}

export const tagUrl = (tag: string) => `/questions/tagged/${encodeURIComponent(tag)}`;

/** As much of a text as a search takes, in whole words if there are several. */
export function searchWords(text: string): string {
  const max = limits.search;
  if (text.length <= max) return text;
  return text
    .slice(0, max + 1)
    .replace(/\s+\S*$/u, "")
    .slice(0, max);
}

/** The id in a question's address or an id itself; undefined for any other text. */
export function questionId(typed: string): string | undefined {
  const found = /(?:^|\/questions\/)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=$|[?#/])/iu.exec(typed.trim());
  return found?.[1]?.toLowerCase();
}
