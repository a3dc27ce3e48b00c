export type Token =
  | { kind: "text"; text: string }
  | { kind: "tag"; text: string }
  | { kind: "mention"; text: string; username: string }
  | { kind: "link"; text: string; href: string };

// A tag or mention starts at the text's beginning or after something that is not part of a word; an address ends before its punctuation.
const pattern =
  /(?<link>https?:\/\/[^\s<>"]*[^\s<>".,;:!?'")\]}])|(?<![\p{L}\p{N}_@#&/])(?:#(?<tag>[\p{L}\p{N}_]{1,64})|@(?<name>[a-z0-9_](?:[a-z0-9_.]{0,28}[a-z0-9_])?))/giu;

/** Splits a post's text into what is shown differently. Joined again the tokens are the text. */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end) found.push({ kind: "text", text: text.slice(end, match.index) });
    end = match.index + match[0].length;
    const { link, name } = match.groups ?? {};
    if (link !== undefined) found.push({ kind: "link", text: link, href: link });
    else if (name !== undefined) found.push({ kind: "mention", text: match[0], username: name.toLowerCase() });
    else found.push({ kind: "tag", text: match[0] });
  }
  if (end < text.length) found.push({ kind: "text", text: text.slice(end) });
  return found;
}
