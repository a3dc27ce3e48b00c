import type { ReactNode } from "react";
import { flatten } from "../api/pages";
import type { Question } from "../api/types";
import type { PagesQuery } from "../api/usePages";
import { t } from "../i18n/text";
import { ErrorState, LoadMore } from "../ui/States";
import { QuestionRow } from "./QuestionRow";

interface Props {
  label: string;
  query: PagesQuery<Question>;
  empty: ReactNode;
}

/** A paged list of questions with its loading, empty and error states. */
export function QuestionList({ label, query, empty }: Props) {
  if (query.isPending) return <QuestionSkeletons />;
  if (query.data === undefined) return <ErrorState error={query.error} retry={() => query.refetch()} />;
  const questions = flatten(query.data);
  if (questions.length === 0 && !query.hasNextPage) return empty;
  return (
    <section aria-label={label}>
      <ul className="panel q-list">
        {questions.map((question) => (
          <QuestionRow key={question.id} question={question} />
        ))}
      </ul>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
    </section>
  );
}

export function QuestionSkeletons({ count = 4 }: { count?: number }) {
  return (
    <div role="status">
      <span className="visually-hidden">{t`Loading questions`}</span>
      <div className="panel q-list" aria-hidden="true">
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: identical items that never move
          <div key={index} className="q-row skeleton">
            <span className="bone q-bone-counts" />
            <div className="q-row-text">
              <span className="bone bone-line" />
              <span className="bone bone-line short" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
