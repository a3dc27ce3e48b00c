import { Link, useSearchParams } from "react-router";
import { useQuestionsOf } from "../api/questions";
import { t } from "../i18n/text";
import { QuestionList } from "../questions/QuestionList";
import { EmptyState } from "../ui/States";

/** What somebody asked, or the questions that they answered: the address says which. */
export function ProfileQuestions({ username, name }: { username: string; name: string }) {
  const [params] = useSearchParams();
  const answered = params.get("show") === "answered";
  const query = useQuestionsOf(username, answered ? "answeredBy" : "author");
  return (
    <>
      <nav className="q-scopes" aria-label={t`Show`}>
        <Link replace to="?" aria-current={answered ? undefined : "page"}>
          {t`Asked`}
        </Link>
        <Link replace to="?show=answered" aria-current={answered ? "page" : undefined}>
          {t`Answered`}
        </Link>
      </nav>
      <QuestionList
        label={answered ? t`Questions ${name} answered` : t`Questions by ${name}`}
        query={query}
        empty={
          <EmptyState title={answered ? t`No answers yet` : t`No questions yet`}>
            <p>{answered ? t`Questions with their answers will appear here.` : t`Their questions will appear here.`}</p>
          </EmptyState>
        }
      />
    </>
  );
}
