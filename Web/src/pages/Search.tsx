import { type FormEvent, useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "react-router";
import { usePeopleSearch } from "../api/people";
import { useQuestionSearch } from "../api/questions";
import { usePostSearch, useTagSearch } from "../api/search";
import { PeopleList } from "../people/PeopleList";
import { PostList } from "../posts/PostList";
import { QuestionList } from "../questions/QuestionList";
import { useMe } from "../session/browser";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, PeopleSkeletons } from "../ui/States";
import { compactNumber } from "../ui/time";
import { useDebounced } from "../ui/useDebounced";
import { RecentSearches } from "./RecentSearches";
import { useRecentSearches } from "./useRecentSearches";

const tabs = [
  { type: "posts", label: "Posts" },
  { type: "people", label: "People" },
  { type: "questions", label: "Questions" },
  { type: "tags", label: "Tags" },
] as const;

type Type = (typeof tabs)[number]["type"];

const typeFrom = (value: string | null): Type => tabs.find(({ type }) => type === value)?.type ?? "posts";

/** Searches posts, people, questions and tags, a tab each. The text and the tab are in the address. */
export function Search() {
  const [params, setParams] = useSearchParams();
  const { state } = useLocation();
  const type = typeFrom(params.get("type"));
  const [text, setText] = useState(params.get("q") ?? "");
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
    <Page title="Search" heading="Search">
      <search>
        <form onSubmit={onSubmit}>
          <label className="search">
            <Icon name="search" />
            <span className="visually-hidden">Search posts, people, questions and tags</span>
            <input
              type="search"
              // biome-ignore lint/a11y/noAutofocus: the key for the search was pressed in order to type
              autoFocus={state?.focus === true}
              value={text}
              maxLength={100}
              placeholder="Search Social"
              autoComplete="off"
              enterKeyHint="search"
              onChange={(event) => setText(event.target.value)}
            />
          </label>
        </form>
      </search>
      <nav className="tabs" aria-label="Results">
        {tabs.map((tab) => (
          <Link
            key={tab.type}
            replace
            to={`?type=${tab.type}${query}`}
            className={tab.type === type ? "active" : undefined}
            aria-current={tab.type === type ? "page" : undefined}
          >
            {tab.label}
          </Link>
        ))}
      </nav>
      {search === "" ? (
        <>
          <Link to="/explore" className="panel search-explore">
            <Icon name="compass" /> Explore posts of everyone
          </Link>
          <RecentSearches recent={recent} onSelect={setText} />
          <div className="panel">
            <h2 className="panel-title">Suggestions</h2>
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
      label="Posts found"
      query={query}
      empty={
        <EmptyState title={`No posts for “${search}”`}>
          <p>Try other words, or fewer of them.</p>
        </EmptyState>
      }
    />
  );
}

function Questions({ search }: { search: string }) {
  const query = useQuestionSearch(search);
  return (
    <QuestionList
      label="Questions found"
      query={query}
      empty={
        <EmptyState title={`No questions for “${search}”`}>
          <p>Try other words, or ask it yourself.</p>
          <Link to="/questions/ask" className="button">
            Ask a question
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
          <EmptyState title="No people yet">
            <p>You are the first. Invite your friends.</p>
          </EmptyState>
        ) : (
          <EmptyState title={`No people for “${search}”`}>
            <p>Try the beginning of a name or username.</p>
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
      <EmptyState title={`No tags for “${search}”`}>
        <p>Try the beginning of a tag.</p>
      </EmptyState>
    );
  }
  return (
    <ul className="panel tag-list" aria-label="Tags found">
      {query.data.map(({ tag, posts }) => (
        <li key={tag}>
          <Link to={`/tag/${encodeURIComponent(tag)}`}>
            <Icon name="tag" />
            <span className="name">#{tag}</span>
            <span className="hint">{posts === 1 ? "1 post" : `${compactNumber(posts)} posts`}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
