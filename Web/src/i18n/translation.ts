import { type Messages, setupI18n } from "@lingui/core";
import type { Language } from "./language";
import type { Translate } from "./text";

/** Looks texts up in catalogues that the build has compiled (build/catalogues.ts). */
export function createTranslation(language: Language, ...catalogues: object[]): Translate {
  const messages: Messages = Object.assign({}, ...catalogues);
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  return (id, values, number) => {
    if (!Object.hasOwn(messages, id)) return undefined;
    // Names and other texts are put in afterwards: in the result Lingui decodes escapes such as \x41, also those of people.
    const marked = values.map((value, index) => (typeof value === "number" ? value : `\0${index}\0`));
    const parts = i18n._(id, { ...marked }, number && { formats: { number } }).split("\0");
    return parts.map((part, index) => (index % 2 === 1 ? String(values[Number(part)]) : part)).join("");
  };
}
