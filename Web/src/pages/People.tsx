import { useDeferredValue, useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { useSearch } from "../api/people";
import { PeopleList } from "../people/PeopleList";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

/** The text after a pause in typing. */
function useDebounced(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 250);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export function People() {
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get("q") ?? "");
  const search = useDebounced(text.trim().replace(/^@/u, ""));
  const query = useSearch(search);
  const shown = useDeferredValue(query);
  const found = shown.data?.pages[0]?.items.length;
  useEffect(() => {
    if ((params.get("q") ?? "") !== search) setParams(search === "" ? {} : { q: search }, { replace: true });
  }, [search, params, setParams]);
  return (
    <Page title="People" heading="People">
      <search>
        <label className="search">
          <Icon name="search" />
          <span className="visually-hidden">Search people</span>
          <input
            type="search"
            value={text}
            maxLength={100}
            placeholder="Search people"
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </search>
      <p className="visually-hidden" role="status">
        {found === undefined ? "" : found === 0 ? "No people found" : `${found} people shown`}
      </p>
      <div className={query.isPlaceholderData ? "panel stale" : "panel"}>
        {search === "" && <h2 className="panel-title">Suggestions</h2>}
        <PeopleList
          query={shown}
          empty={
            search === "" ? (
              <EmptyState title="No people yet">
                <p>You are the first. Invite your friends.</p>
              </EmptyState>
            ) : (
              <EmptyState title={`No results for “${search}”`}>
                <p>Try the beginning of a name or username.</p>
              </EmptyState>
            )
          }
        />
      </div>
    </Page>
  );
}
