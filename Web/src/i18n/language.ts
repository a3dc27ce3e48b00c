/** The languages of the interface: their own names, and the locales of their dates. */
export const languages = {
  en: { name: "English", locale: "en-GB" },
  de: { name: "Deutsch", locale: "de-DE" },
} as const;

export type Language = keyof typeof languages;

const key = "social.language";

const isLanguage = (name: string): name is Language => Object.hasOwn(languages, name);

// A test of what needs no page has no document.
const tag = globalThis.document?.documentElement.lang ?? "";

/** The language of this page, also the locale of its numbers. start.js chose it before the first paint. */
export const language: Language = isLanguage(tag) ? tag : "en";

/** The locale of dates. */
export const { locale } = languages[language];

/** What was chosen on this browser; null is to follow the browser's languages. */
export function chosenLanguage(): Language | null {
  try {
    const stored = localStorage.getItem(key);
    return stored !== null && isLanguage(stored) ? stored : null;
  } catch {
    // Storage may be blocked: then no choice can be kept.
    return null;
  }
}

/** Keeps the choice and loads the page again, since a text once read does not change. */
export function chooseLanguage(chosen: Language | null): void {
  try {
    if (chosen === null) localStorage.removeItem(key);
    else localStorage.setItem(key, chosen);
  } catch {
    // As above.
  }
  location.reload();
}
