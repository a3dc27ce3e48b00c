import { Link } from "react-router";
import { useRelated } from "../api/questions";
import { plural, t } from "../i18n/text";

/** Questions like the one that is open; nothing while there are none. */
export function RelatedQuestions({ id }: { id: string }) {
  const related = useRelated(id).data ?? [];
  if (related.length === 0) return null;
  return (
    <aside className="panel q-related" aria-label={t`Related questions`}>
      <h2>{t`Related questions`}</h2>
      <ul>
        {related.map((question) => (
          <li key={question.id}>
            <span
              className={question.acceptedAnswerId === null ? "q-related-score" : "q-related-score solved"}
              title={t`Votes`}
            >
              {question.score}
              <span className="visually-hidden"> {plural(question.score, { one: "vote", other: "votes" })}</span>
            </span>
            <Link to={`/questions/${question.id}`} dir="auto">
              {question.title}
            </Link>
          </li>
        ))}
      </ul>
    </aside>
  );
}
