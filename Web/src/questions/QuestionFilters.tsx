import { useEffect, useState } from "react";
import { Link } from "react-router";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Icon } from "../ui/Icon";
import { useDebounced } from "../ui/useDebounced";
import { filterQuery, type ListFilter, type Scope, sortLabel, sorts } from "./listAddress";
import { TagInput } from "./TagInput";

const scopes = (): { scope: Scope; label: string }[] => [
  { scope: "all", label: t`All` },
  { scope: "mine", label: t`Mine` },
  { scope: "followed", label: t`Tags I follow` },
];

interface Props {
  filter: ListFilter;
  /** What is typed replaces the address; any other change can be gone back from. */
  onChange: (filter: ListFilter, typed?: boolean) => void;
}

/** The search box, the orders and the filters of the list; all of them are in the address. */
export function QuestionFilters({ filter, onChange }: Props) {
  const found = filter.q !== "";
  return (
    <>
      <SearchBox filter={filter} onChange={onChange} />
      {found ? (
        <p className="hint q-order">{t`Best match first.`}</p>
      ) : (
        <nav className="tabs q-tabs" aria-label={t`Order`}>
          {sorts.map((sort) => (
            <Link
              key={sort}
              to={filterQuery({ ...filter, sort }) || "?"}
              className={sort === filter.sort ? "active" : undefined}
              aria-current={sort === filter.sort ? "page" : undefined}
            >
              {sortLabel(sort)}
            </Link>
          ))}
        </nav>
      )}
      <div className="q-filters">
        {!found && (
          <nav className="q-scopes" aria-label={t`Show`}>
            {scopes().map(({ scope, label }) => (
              <Link
                key={scope}
                to={filterQuery({ ...filter, scope }) || "?"}
                aria-current={scope === filter.scope ? "page" : undefined}
              >
                {label}
              </Link>
            ))}
          </nav>
        )}
        <TagInput
          label={t`Filter by tag`}
          hideLabel
          placeholder={t`Filter by tag`}
          max={1}
          tags={filter.tag === "" ? [] : [filter.tag]}
          onChange={(tags) => onChange({ ...filter, tag: tags[0] ?? "" })}
        />
      </div>
    </>
  );
}

function SearchBox({ filter, onChange }: Props) {
  const [text, setText] = useState(filter.q);
  const [sent, setSent] = useState(filter.q);
  const [known, setKnown] = useState(filter.q);
  const settled = useDebounced(text.trim());
  if (filter.q !== known) {
    setKnown(filter.q);
    // A link changed the address, not this box, which then follows it.
    if (filter.q !== sent) {
      setSent(filter.q);
      setText(filter.q);
    }
  }
  useEffect(() => {
    if (settled === filter.q || settled !== text.trim()) return;
    setSent(settled);
    onChange({ ...filter, q: settled }, true);
  }, [settled, text, filter, onChange]);
  return (
    <search>
      <label className="search">
        <Icon name="search" />
        <span className="visually-hidden">{t`Search questions`}</span>
        <input
          type="search"
          value={text}
          maxLength={limits.search}
          placeholder={t`Search questions`}
          autoComplete="off"
          enterKeyHint="search"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
    </search>
  );
}
