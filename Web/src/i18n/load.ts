import { type Language, language } from "./language";
import { setTranslation, type Translate } from "./text";

const catalogues: Record<Exclude<Language, "en">, () => Promise<{ translation: Translate }>> = {
  de: () => import("./de"),
};

/** Loads the catalogue of the page's language, before the first text is read. Without it the page is in English. */
export async function loadLanguage(): Promise<void> {
  if (language === "en") return;
  try {
    setTranslation((await catalogues[language]()).translation);
  } catch {
    // Offline, or a new version was deployed meanwhile: an English page is better than none.
    document.documentElement.lang = "en";
  }
}
