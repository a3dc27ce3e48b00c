import { Link } from "react-router";
import { useRelated } from "../api/questions";

/** Questions like the one that is open; nothing while there are none. */
export function RelatedQuestions({ id }: { id: string }) {
  const related = useRelated(id).data ?? [];
  if (related.length === 0) return null;
  return (
    <aside className="panel q-related" aria-label="Related questions">
      <h2>Related questions</h2>
      <ul>
        {related.map((question) => (
          <li key={question.id}>
            <span
              className={question.acceptedAnswerId === null ? "q-related-score" : "q-related-score solved"}
              title="Votes"
            >
              {question.score}
              <span className="visually-hidden"> votes</span>
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
