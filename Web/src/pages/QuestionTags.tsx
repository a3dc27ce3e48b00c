import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useQuestionTags } from "../api/questionTags";
import type { QuestionTag } from "../api/types";
import { plural, t } from "../i18n/text";
import { FollowTagButton } from "../questions/FollowTagButton";
import { foldTag, tagUrl } from "../questions/tags";
import { BackLink } from "../ui/BackLink";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { compact } from "../ui/time";
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
    <Page title={t`Question tags`} heading={<BackLink to="/questions">{t`Tags`}</BackLink>}>
      <search>
        <label className="search">
          <Icon name="search" />
          <span className="visually-hidden">{t`Search tags`}</span>
          <input
            type="search"
            value={text}
            maxLength={100}
            placeholder={t`Search tags`}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
          />
        </label>
      </search>
      <nav className="tabs" aria-label={t`Show`}>
        <Link replace to="?" className={followed ? undefined : "active"} aria-current={followed ? undefined : "page"}>
          {t`All`}
        </Link>
        <Link
          replace
          to="?show=followed"
          className={followed ? "active" : undefined}
          aria-current={followed ? "page" : undefined}
        >
          {t`I follow`}
        </Link>
      </nav>
      {query.isPending ? (
        <div role="status">
          <span className="visually-hidden">{t`Loading tags`}</span>
          <PeopleSkeletons />
        </div>
      ) : query.data === undefined ? (
        <ErrorState error={query.error} retry={() => query.refetch()} />
      ) : tags.length === 0 ? (
        <EmptyState title={search === "" ? t`No tags here yet` : t`No tags for “${search}”`}>
          <p>{followed ? t`Follow a tag to hear of new questions with it.` : t`Tags come with the questions.`}</p>
        </EmptyState>
      ) : (
        <>
          <ul className="q-tag-grid" aria-label={t`Tags`}>
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
        <span className="hint">{plural(tag.questions, { one: "# question", other: "# questions" }, compact)}</span>
        <FollowTagButton tag={tag} />
      </div>
    </li>
  );
}
