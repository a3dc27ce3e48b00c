import { type Messages, setupI18n } from "@lingui/core";
import type { Language } from "./language";
import type { Translate } from "./text";

/** Looks texts up in catalogues that the build has compiled (build/catalogues.ts). */
export function createTranslation(language: Language, ...catalogues: object[]): Translate {
  const messages: Messages = Object.assign({}, ...catalogues);
  const i18n = setupI18n({ locale: language, messages: { [language]: messages } });
  return (id, values, number) =>
    Object.hasOwn(messages, id) ? i18n._(id, { ...values }, number && { formats: { number } }) : undefined;
}
