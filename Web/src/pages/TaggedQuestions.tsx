import { Link, useParams, useSearchParams } from "react-router";
import { Problem } from "../api/problem";
import { useQuestions } from "../api/questions";
import { useQuestionTag } from "../api/questionTags";
import { plural, t } from "../i18n/text";
import { FollowTagButton } from "../questions/FollowTagButton";
import { filterQuery, parseFilter, sortLabel, sorts } from "../questions/listAddress";
import { QuestionList } from "../questions/QuestionList";
import { TagDescription } from "../questions/TagDescription";
import { foldTag } from "../questions/tags";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState } from "../ui/States";
import { compact } from "../ui/time";

/** A tag with its description, and the questions with it. */
export function TaggedQuestions() {
  const { tag: typed = "" } = useParams();
  const tag = foldTag(typed);
  const [params] = useSearchParams();
  const about = useQuestionTag(tag);
  const filter = { ...parseFilter(params), tag, scope: "all", q: "" } as const;
  const query = useQuestions(filter);
  const missing = about.error instanceof Problem && [400, 404, 422].includes(about.error.status);
  const nobody = (
    <EmptyState title={t`No questions with “${tag}”`}>
      <p>{filter.sort === "unanswered" ? t`All of them are answered.` : t`Nobody has used this tag yet.`}</p>
    </EmptyState>
  );
  return (
    <Page title={t`Questions tagged ${tag}`} heading={<BackLink to="/questions/tags">{tag}</BackLink>}>
      {about.data !== undefined && (
        <section className="panel q-about" aria-label={t`About this tag`}>
          <TagDescription key={tag} tag={about.data} />
          <div className="q-tag-foot">
            <span className="hint">
              {plural(about.data.questions, { one: "# question", other: "# questions" }, compact)}
            </span>
            <FollowTagButton tag={about.data} />
          </div>
        </section>
      )}
      {about.isError && !missing && <ErrorState error={about.error} retry={() => about.refetch()} />}
      {missing ? (
        nobody
      ) : (
        <>
          <nav className="tabs q-tabs" aria-label={t`Order`}>
            {sorts.map((sort) => (
              <Link
                key={sort}
                to={filterQuery({ ...filter, tag: "", sort }) || "?"}
                className={sort === filter.sort ? "active" : undefined}
                aria-current={sort === filter.sort ? "page" : undefined}
              >
                {sortLabel(sort)}
              </Link>
            ))}
          </nav>
          <QuestionList label={t`Questions tagged ${tag}`} query={query} empty={nobody} />
        </>
      )}
    </Page>
  );
}
