import { Icon } from "../ui/Icon";
import { chooseLanguage, chosenLanguage, type Language, languages } from "./language";
import { t } from "./text";

const names = Object.entries(languages).map(([tag, { name }]) => ({ tag: tag as Language, name }));

/** Chooses the language of this browser; at first it is the browser's own. */
export function LanguageChoice() {
  const chosen = chosenLanguage();
  return (
    <fieldset className="choices">
      <legend>{t`Language`}</legend>
      <label className="choice">
        <input type="radio" name="language" checked={chosen === null} onChange={() => chooseLanguage(null)} />
        <Icon name="auto" />
        <span>{t`Browser's language`}</span>
      </label>
      {names.map(({ tag, name }) => (
        <label key={tag} className="choice" lang={tag}>
          <input type="radio" name="language" checked={chosen === tag} onChange={() => chooseLanguage(tag)} />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The languages by their own names, for the foot of a page. */
export function LanguageLinks() {
  return (
    <nav className="language-links" aria-label={t`Language`}>
      {names.map(({ tag, name }) => (
        <button
          key={tag}
          type="button"
          lang={tag}
          aria-pressed={tag === document.documentElement.lang}
          onClick={() => chooseLanguage(tag)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}
