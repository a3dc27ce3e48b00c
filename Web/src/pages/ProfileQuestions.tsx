import { Link, useSearchParams } from "react-router";
import { useQuestionsOf } from "../api/questions";
import { QuestionList } from "../questions/QuestionList";
import { EmptyState } from "../ui/States";

/** What somebody asked, or the questions that they answered: the address says which. */
export function ProfileQuestions({ username, name }: { username: string; name: string }) {
  const [params] = useSearchParams();
  const answered = params.get("show") === "answered";
  const query = useQuestionsOf(username, answered ? "answeredBy" : "author");
  return (
    <>
      <nav className="q-scopes" aria-label="Show">
        <Link replace to="?" aria-current={answered ? undefined : "page"}>
          Asked
        </Link>
        <Link replace to="?show=answered" aria-current={answered ? "page" : undefined}>
          Answered
        </Link>
      </nav>
      <QuestionList
        label={answered ? `Questions ${name} answered` : `Questions by ${name}`}
        query={query}
        empty={
          <EmptyState title={answered ? "No answers yet" : "No questions yet"}>
            <p>{answered ? "Questions with their answers will appear here." : "Their questions will appear here."}</p>
          </EmptyState>
        }
      />
    </>
  );
}
