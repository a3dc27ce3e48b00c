import { useDeferredValue, useEffect, useState } from "react";
import { useSearchParams } from "react-router";
import { useSearch } from "../api/people";
import { PeopleList } from "../people/PeopleList";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { Empty } from "../ui/States";

/** The text once nothing was typed for a moment. */
function useSettled(text: string): string {
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
  const wanted = useSettled(text.trim().replace(/^@/u, ""));
  const query = useSearch(wanted);
  const shown = useDeferredValue(query);
  const found = shown.data?.pages[0]?.items.length;
  useEffect(() => {
    if ((params.get("q") ?? "") !== wanted) setParams(wanted === "" ? {} : { q: wanted }, { replace: true });
  }, [wanted, params, setParams]);
  return (
    <Page title="People" heading="People">
      <search>
        <label className="search">
          <Icon name="search" />
          <span className="unseen">Find people by name</span>
          <input
            type="search"
            value={text}
            maxLength={100}
            placeholder="Find people by name"
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </search>
      <p className="unseen" role="status">
        {found === undefined ? "" : found === 0 ? "Nobody found" : `${found} people shown`}
      </p>
      <div className={query.isPlaceholderData ? "panel stale" : "panel"}>
        {wanted === "" && <h2 className="panel-title">People to meet</h2>}
        <PeopleList
          query={shown}
          empty={
            wanted === "" ? (
              <Empty title="Nobody is here yet">
                <p>You are the first one. Tell your friends.</p>
              </Empty>
            ) : (
              <Empty title={`Nobody called “${wanted}”`}>
                <p>Try the beginning of a name or username.</p>
              </Empty>
            )
          }
        />
      </div>
    </Page>
  );
}
