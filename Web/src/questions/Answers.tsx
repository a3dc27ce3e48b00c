import { useEffect } from "react";
import { useLocation } from "react-router";
import { flatten, type Pages } from "../api/pages";
import type { useQuestion } from "../api/questions";
import type { Answer, Question } from "../api/types";
import { plural, t } from "../i18n/text";
import { LoadMore } from "../ui/States";
import { AnswerForm } from "./AnswerForm";
import { AnswerItem } from "./AnswerItem";

interface Props {
  question: Question;
  query: ReturnType<typeof useQuestion>;
}

/** A question's answers in the order of the service, and the form for another one. */
export function Answers({ question, query }: Props) {
  const answers = flatten(query.data as Pages<Answer> | undefined);
  useShownAnswer(answers, query);
  const count = Math.max(question.answers, answers.length);
  return (
    <section className="q-answers" aria-labelledby="answers">
      <h2 id="answers" tabIndex={-1}>
        {count === 0 ? t`No answers yet` : plural(count, { one: "# answer", other: "# answers" })}
      </h2>
      {answers.map((answer) => (
        <AnswerItem key={answer.id} answer={answer} question={question} />
      ))}
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
      {question.duplicateOf === null ? (
        <AnswerForm question={question.id} onPosted={focusAnswer} />
      ) : (
        <p className="hint">{t`A closed question takes no more answers.`}</p>
      )}
    </section>
  );
}

function focusAnswer(id: string): void {
  setTimeout(() => {
    const shown = document.getElementById(`answer-${id}`);
    shown?.scrollIntoView({ block: "center" });
    shown?.focus({ preventScroll: true });
  }, 50);
}

/** Scrolls to the answer that the address names, loading pages until it is there. */
function useShownAnswer(answers: readonly Answer[], query: Props["query"]) {
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const { hash } = useLocation();
  const id = hash.startsWith("#answer-") ? hash.slice("#answer-".length) : null;
  const loaded = id !== null && answers.some((answer) => answer.id === id);
  useEffect(() => {
    if (id !== null && loaded) focusAnswer(id);
  }, [id, loaded]);
  useEffect(() => {
    // After an error the button at the end of the list tries again.
    const wanted = id !== null && !loaded && hasNextPage && !isFetchNextPageError;
    if (wanted && !isFetching) void fetchNextPage();
  }, [id, loaded, hasNextPage, isFetching, isFetchNextPageError, fetchNextPage]);
}
