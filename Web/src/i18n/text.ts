import { createElement, Fragment, type ReactNode } from "react";
import { language, locale } from "./language";

export type Translate = (
  id: string,
  values: readonly unknown[],
  number?: Intl.NumberFormatOptions,
) => string | undefined;

type Tag<Value, Result> = (strings: TemplateStringsArray, ...values: Value[]) => Result;

// Of English nothing: its texts are in the source.
let translate: Translate = () => undefined;

export function setTranslation(translation: Translate): void {
  translate = translation;
}

const idOf = (strings: readonly string[]) => strings.reduce((id, text, index) => `${id}{${index - 1}}${text}`);

const tag =
  (context: string): Tag<string | number, string> =>
  (strings, ...values) =>
    translate(context + idOf(strings), values) ?? String.raw({ raw: strings }, ...values);

/** A text in the language of the page. Its English is the key of the catalogues, with `{0}` for the first value. */
export const t = tag("");

/** As `t`, for an English word with more than one meaning: the context is part of the key, as in `[verb] Post`. */
export const inContext = (context: string): Tag<string | number, string> => tag(`[${context}] `);

/** A text about a number of things; `#` stands for the number, which is formatted by `format`. */
export function plural(count: number, forms: { one: string; other: string }, format?: Intl.NumberFormatOptions) {
  const { one, other } = forms;
  return (
    translate(`{0, plural, one {${one}} other {${other}}}`, [count], format) ??
    (count === 1 ? one : other).replace("#", formatNumber(count, format))
  );
}

/** As `t`, with elements as values: a link or a time within a sentence. */
export function rich(strings: TemplateStringsArray, ...values: ReactNode[]): ReactNode {
  const marks = values.map((_, index) => `\0${index}\0`);
  const parts = (translate(idOf(strings), marks) ?? String.raw({ raw: strings }, ...marks)).split("\0");
  return createElement(Fragment, null, ...parts.map((part, index) => (index % 2 === 1 ? values[Number(part)] : part)));
}

/** The translation of a text that a service wrote, if there is one. */
export const translated = (text: string): string | undefined => translate(text, []);

const formats = new Map<Intl.NumberFormatOptions | undefined, Intl.NumberFormat>();

/** A number in the language of the page. The format of the same options is made once: it takes longer than all that it formats. */
export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  let format = formats.get(options);
  if (format === undefined) {
    format = new Intl.NumberFormat(language, options);
    formats.set(options, format);
  }
  return format.format(value);
}

/** "Ada, Bob and Carol". */
export const formatList = (items: readonly string[]) => new Intl.ListFormat(locale).format(items);
