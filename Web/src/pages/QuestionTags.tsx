import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useQuestionTags } from "../api/questionTags";
import type { QuestionTag } from "../api/types";
import { FollowTagButton } from "../questions/FollowTagButton";
import { foldTag, tagUrl } from "../questions/tags";
import { BackLink } from "../ui/BackLink";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { compactNumber } from "../ui/time";
import { useDebounced } from "../ui/useDebounced";

/** The tags of questions, those with the most questions first. */
export function QuestionTags() {
  const [params] = useSearchParams();
  const followed = params.get("show") === "followed";
  const [text, setText] = useState("");
  const search = useDebounced(foldTag(text));
  const query = useQuestionTags(search, followed);
  const tags = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Question tags" heading={<BackLink to="/questions">Tags</BackLink>}>
      <search>
        <label className="search">
          <Icon name="search" />
          <span className="visually-hidden">Search tags</span>
          <input
            type="search"
            value={text}
            maxLength={100}
            placeholder="Search tags"
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </search>
      <nav className="tabs" aria-label="Show">
        <Link replace to="?" className={followed ? undefined : "active"} aria-current={followed ? undefined : "page"}>
          All
        </Link>
        <Link
          replace
          to="?show=followed"
          className={followed ? "active" : undefined}
          aria-current={followed ? "page" : undefined}
        >
          I follow
        </Link>
      </nav>
      {query.isPending ? (
        <div role="status">
          <span className="visually-hidden">Loading tags</span>
          <PeopleSkeletons />
        </div>
      ) : query.data === undefined ? (
        <ErrorState error={query.error} retry={() => query.refetch()} />
      ) : tags.length === 0 ? (
        <EmptyState title={search === "" ? "No tags here yet" : `No tags for “${search}”`}>
          <p>{followed ? "Follow a tag to hear of new questions with it." : "Tags come with the questions."}</p>
        </EmptyState>
      ) : (
        <>
          <ul className="q-tag-grid" aria-label="Tags">
            {tags.map((tag) => (
              <Tile key={tag.tag} tag={tag} />
            ))}
          </ul>
          <LoadMore
            more={query.hasNextPage}
            loading={query.isFetchingNextPage}
            failed={query.isFetchNextPageError}
            load={() => query.fetchNextPage()}
          />
        </>
      )}
    </Page>
  );
}

function Tile({ tag }: { tag: QuestionTag }) {
  return (
    <li className="panel q-tag-tile">
      <Link className="q-tag" to={tagUrl(tag.tag)} dir="auto">
        {tag.tag}
      </Link>
      {tag.description !== "" && (
        <p className="q-excerpt" dir="auto">
          {tag.description}
        </p>
      )}
      <div className="q-tag-foot">
        <span className="hint">{tag.questions === 1 ? "1 question" : `${compactNumber(tag.questions)} questions`}</span>
        <FollowTagButton tag={tag} />
      </div>
    </li>
  );
}
