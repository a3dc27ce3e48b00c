import { t } from "../i18n/text";
export type Format = "bold" | "italic" | "code" | "link" | "list" | "quote";

/** A replacement of a part of a text, and what is selected afterwards. */
export interface Replacement {
  from: number;
  to: number;
  text: string;
  select: [start: number, end: number];
}

const marks = (): Record<"bold" | "italic" | "code", [mark: string, sample: string]> => ({
  bold: ["**", t`bold text`],
  italic: ["*", t`italic text`],
  code: ["`", t`code`],
});

/** What a button of the toolbar does to the selection. */
export function formatted(source: string, start: number, end: number, format: Format): Replacement {
  const selected = source.slice(start, end);
  switch (format) {
    case "bold":
    case "italic":
      return wrapped(source, start, end, ...marks()[format]);
    case "code":
      return selected.includes("\n") ? fenced(source, start, end) : wrapped(source, start, end, ...marks().code);
    case "link":
      return linked(selected, start, end);
    case "list":
      return prefixed(source, start, end, "- ");
    case "quote":
      return prefixed(source, start, end, "> ");
  }
}

function wrapped(source: string, start: number, end: number, mark: string, sample: string): Replacement {
  if (start === end) return surrounded(start, end, mark, sample);
  // A mark beside a space would be shown as it is, so the marks stand at the words.
  const from = start + (/^\s*/u.exec(source.slice(start, end))?.[0].length ?? 0);
  const to = from + source.slice(from, end).trimEnd().length;
  if (from >= to) return surrounded(start, start, mark, sample);
  const size = mark.length;
  // With the marks or without: either way it is what they stand around.
  for (const [outer, last] of [
    [from - size, to + size],
    [from, to],
  ] as const)
    if (isMarked(source, outer, last, mark)) {
      const text = source.slice(outer + size, last - size);
      return { from: outer, to: last, text, select: [outer, outer + text.length] };
    }
  return surrounded(from, to, mark, source.slice(from, to));
}

function isMarked(source: string, from: number, to: number, mark: string): boolean {
  const size = mark.length;
  if (from < 0 || to - from < 2 * size + 1 || !source.startsWith(mark, from) || !source.startsWith(mark, to - size))
    return false;
  // One star of two is half of a bold mark.
  const stars = /\**$/u.exec(source.slice(0, from + size))?.[0].length ?? 0;
  const inside = /^\**/u.exec(source.slice(from))?.[0].length ?? 0;
  return mark !== "*" || Math.max(stars, inside) !== 2;
}

function surrounded(from: number, to: number, mark: string, text: string): Replacement {
  const [open, close] = mark === "`" ? codeMarks(text) : [mark, mark];
  const start = from + open.length;
  return { from, to, text: `${open}${text}${close}`, select: [start, start + text.length] };
}

/** Longer than any run of backticks in the text, which would end it; apart from those at its ends. */
function codeMarks(text: string): [open: string, close: string] {
  const mark = "`".repeat(longestRun(text) + 1);
  return mark === "`" ? [mark, mark] : [`${mark} `, ` ${mark}`];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
}

function fenced(source: string, start: number, end: number): Replacement {
  const before = start === 0 || source[start - 1] === "\n" ? "" : "\n";
  const text = source.slice(start, end);
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  const open = `${before}${fence}\n`;
  return {
    from: start,
    to: end,
    text: `${open}${text}${text.endsWith("\n") ? "" : "\n"}${fence}\n`,
    select: [start + open.length, start + open.length + text.length],
  };
}

function linked(selected: string, start: number, end: number): Replacement {
  if (/^https?:\/\/\S+$/u.test(selected)) {
    const text = t`link text`;
    return { from: start, to: end, text: `[${text}](${selected})`, select: [start + 1, start + 1 + text.length] };
  }
  const label = selected === "" ? t`link text` : selected;
  const address = start + label.length + 3;
  return { from: start, to: end, text: `[${label}](https://)`, select: [address, address + 8] };
}

/** Begins every selected line by a mark; where all have it, it is taken away. */
function prefixed(source: string, start: number, end: number, mark: string): Replacement {
  const from = source.lastIndexOf("\n", start - 1) + 1;
  const next = source.indexOf("\n", end);
  const to = next === -1 ? source.length : next;
  const lines = source.slice(from, to).split("\n");
  const all = lines.every((line) => line.startsWith(mark));
  const text = lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join("\n");
  return { from, to, text, select: [from + (lines.length === 1 ? text.length : 0), from + text.length] };
}

const image = /!\[[^\]\n]*\]\([^)\n]*\)/gu;

/** The place itself, or the end of the image that it is inside of. */
function behindImage(value: string, at: number): number {
  const around = [...value.matchAll(image)].find(({ 0: { length }, index }) => index < at && at < index + length);
  return around === undefined ? at : around.index + around[0].length;
}

/**
 * An image of this network. The selection becomes its description, which is selected, so that typing replaces it. With
 * `caretBehind` the image follows the selection and the caret follows the image: typing replaces nothing.
 */
export function imageMarkdown(
  { value, selectionStart, selectionEnd }: Pick<HTMLTextAreaElement, "value" | "selectionStart" | "selectionEnd">,
  url: string,
  caretBehind: boolean,
): Replacement {
  const to = behindImage(value, selectionEnd);
  const selected = caretBehind || to !== selectionEnd ? "" : value.slice(selectionStart, selectionEnd);
  const described = selected.replace(/[\\[\]\n]/gu, " ").trim();
  const from = described === "" ? to : selectionStart;
  const alt = described === "" ? t`describe the image` : described;
  const text = `![${alt}](${url})`;
  const end = from + text.length;
  return { from, to, text, select: caretBehind ? [end, end] : [from + 2, from + 2 + alt.length] };
}
