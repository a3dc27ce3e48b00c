import { t } from "../i18n/text";
import { focusFallback } from "../ui/focus";
import { Icon } from "../ui/Icon";
import type { useRecentSearches } from "./useRecentSearches";

interface Props {
  recent: ReturnType<typeof useRecentSearches>;
  onSelect: (text: string) => void;
}

export function RecentSearches({ recent, onSelect }: Props) {
  if (recent.searches.length === 0) return null;
  // The pressed button is removed with what it removes.
  const drop = (remove: () => void) => {
    remove();
    focusFallback();
  };
  return (
    <section className="panel recent" aria-labelledby="recent-searches">
      <header>
        <h2 id="recent-searches">{t`Recent searches`}</h2>
        <button type="button" className="button quiet" onClick={() => drop(recent.clear)}>
          {t`Clear`}
        </button>
      </header>
      <ul>
        {recent.searches.map((text) => (
          <li key={text}>
            <button type="button" className="recent-text" onClick={() => onSelect(text)}>
              <Icon name="history" size={18} />
              <span>{text}</span>
            </button>
            <button
              type="button"
              className="round small"
              aria-label={t`Remove ${text}`}
              onClick={() => drop(() => recent.remove(text))}
            >
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
