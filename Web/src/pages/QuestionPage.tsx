import { Link, useParams } from "react-router";
import { Problem } from "../api/problem";
import { useQuestion } from "../api/questions";
import { t } from "../i18n/text";
import { Answers } from "../questions/Answers";
import { QuestionArticle } from "../questions/QuestionArticle";
import { QuestionSkeletons } from "../questions/QuestionList";
import { RelatedQuestions } from "../questions/RelatedQuestions";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState } from "../ui/States";

export function QuestionPage() {
  const { id = "" } = useParams();
  return <OpenQuestion key={id} id={id} />;
}

function OpenQuestion({ id }: { id: string }) {
  const query = useQuestion(id);
  const detail = query.data?.pages[0]?.detail;
  if (query.error instanceof Problem && [400, 404, 422].includes(query.error.status)) return <MissingQuestion />;
  return (
    <Page
      title={detail?.question.title ?? t`Question`}
      heading={<BackLink to="/questions">{detail?.question.title ?? t`Question`}</BackLink>}
    >
      {query.isPending && <QuestionSkeletons count={1} />}
      {detail === undefined && query.isError && <ErrorState error={query.error} retry={() => query.refetch()} />}
      {detail !== undefined && (
        <div className="q-page">
          <div>
            <QuestionArticle detail={detail} />
            <Answers question={detail.question} query={query} />
          </div>
          <RelatedQuestions id={id} />
        </div>
      )}
    </Page>
  );
}

/** What is left of a deleted question: its place. */
export function MissingQuestion() {
  return (
    <Page title={t`Question not found`} heading={<BackLink to="/questions">{t`Question`}</BackLink>}>
      <EmptyState title={t`This question doesn't exist`}>
        <p>{t`It was deleted, or you can't see it.`}</p>
        <Link to="/questions" className="button">
          {t`All questions`}
        </Link>
      </EmptyState>
    </Page>
  );
}
