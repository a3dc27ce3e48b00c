import { type FormEvent, useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "react-router";
import { usePeopleSearch } from "../api/people";
import { useQuestionSearch } from "../api/questions";
import { usePostSearch, useTagSearch } from "../api/search";
import { plural, t } from "../i18n/text";
import { limits } from "../limits";
import { PeopleList } from "../people/PeopleList";
import { PostList } from "../posts/PostList";
import { QuestionList } from "../questions/QuestionList";
import { useMe } from "../session/browser";
import { beginningOf } from "../ui/characters";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, PeopleSkeletons } from "../ui/States";
import { compact } from "../ui/time";
import { useDebounced } from "../ui/useDebounced";
import { RecentSearches } from "./RecentSearches";
import { useRecentSearches } from "./useRecentSearches";

const types = ["posts", "people", "questions", "tags"] as const;

type Type = (typeof types)[number];

const typeLabel = (type: Type): string =>
  ({ posts: t`Posts`, people: t`People`, questions: t`Questions`, tags: t`Tags` })[type];

const typeFrom = (value: string | null): Type => types.find((type) => type === value) ?? "posts";

/** Searches posts, people, questions and tags, a tab each. The text and the tab are in the address. */
export function Search() {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const type = typeFrom(params.get("type"));
  const [text, setText] = useState(beginningOf(params.get("q") ?? "", limits.search));
  const search = useDebounced(text.trim());
  const recent = useRecentSearches(useMe().id);
  useEffect(() => {
    if ((params.get("q") ?? "") === search) return;
    setParams(search === "" ? { type } : { q: search, type }, { replace: true });
  }, [search, type, params, setParams]);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") recent.add(text.trim());
  };
  const query = search === "" ? "" : `&q=${encodeURIComponent(search)}`;
  return (
    <Page title={t`Search`} heading={t`Search`}>
      <search>
        <form onSubmit={onSubmit}>
          <label className="search">
            <Icon name="search" />
            <span className="visually-hidden">{t`Search posts, people, questions and tags`}</span>
            <input
              type="search"
              // biome-ignore lint/a11y/noAutofocus: the key for the search was pressed in order to type
              autoFocus={state?.focus === true}
              value={text}
              maxLength={limits.search}
              placeholder={t`Search Social`}
              autoComplete="off"
              enterKeyHint="search"
              onChange={(event) => setText(event.target.value)}
            />
          </label>
        </form>
      </search>
      <nav className="tabs" aria-label={t`Results`}>
        {types.map((other) => (
          <Link
            key={other}
            replace
            to={`?type=${other}${query}`}
            className={other === type ? "active" : undefined}
            aria-current={other === type ? "page" : undefined}
          >
            {typeLabel(other)}
          </Link>
        ))}
      </nav>
      {search === "" ? (
        <>
          <Link to="/explore" className="panel search-explore">
            <Icon name="compass" /> {t`Explore posts of everyone`}
          </Link>
          <RecentSearches recent={recent} onSelect={setText} />
          <div className="panel">
            <h2 className="panel-title">{t`Suggestions`}</h2>
            <People search="" />
          </div>
        </>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: only observes which results were opened
        // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click, too
        <div onClick={(event) => event.target instanceof Element && event.target.closest("a") && recent.add(search)}>
          {type === "posts" && <Posts search={search} />}
          {type === "people" && (
            <div className="panel">
              <People search={search.replace(/^@/u, "")} />
            </div>
          )}
          {type === "questions" && <Questions search={search} />}
          {type === "tags" && <Tags search={search.replace(/^#/u, "")} />}
        </div>
      )}
    </Page>
  );
}

function Posts({ search }: { search: string }) {
  const query = usePostSearch(search);
  return (
    <PostList
      label={t`Posts found`}
      query={query}
      empty={
        <EmptyState title={t`No posts for “${search}”`}>
          <p>{t`Try other words, or fewer of them.`}</p>
        </EmptyState>
      }
    />
  );
}

function Questions({ search }: { search: string }) {
  const query = useQuestionSearch(search);
  return (
    <QuestionList
      label={t`Questions found`}
      query={query}
      empty={
        <EmptyState title={t`No questions for “${search}”`}>
          <p>{t`Try other words, or ask it yourself.`}</p>
          <Link to="/questions/ask" className="button">
            {t`Ask a question`}
          </Link>
        </EmptyState>
      }
    />
  );
}

function People({ search }: { search: string }) {
  const query = usePeopleSearch(search);
  return (
    <PeopleList
      query={query}
      empty={
        search === "" ? (
          <EmptyState title={t`No people yet`}>
            <p>{t`You are the first. Invite your friends.`}</p>
          </EmptyState>
        ) : (
          <EmptyState title={t`No people for “${search}”`}>
            <p>{t`Try the beginning of a name or username.`}</p>
          </EmptyState>
        )
      }
    />
  );
}

function Tags({ search }: { search: string }) {
  const query = useTagSearch(search);
  if (query.isPending) return <PeopleSkeletons count={3} />;
  if (query.data === undefined) return <ErrorState error={query.error} retry={query.refetch} />;
  if (query.data.length === 0) {
    return (
      <EmptyState title={t`No tags for “${search}”`}>
        <p>{t`Try the beginning of a tag.`}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="panel tag-list" aria-label={t`Tags found`}>
      {query.data.map(({ tag, posts }) => (
        <li key={tag}>
          <Link to={`/tag/${encodeURIComponent(tag)}`}>
            <Icon name="tag" />
            <span className="name">#{tag}</span>
            <span className="hint">{plural(posts, { one: "# post", other: "# posts" }, compact)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
