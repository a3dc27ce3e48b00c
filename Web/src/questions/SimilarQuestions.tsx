import { Link } from "react-router";
import { useSimilar } from "../api/questions";
import { Icon } from "../ui/Icon";
import { useDebounced } from "../ui/useDebounced";

/** Questions like the title that is being typed: perhaps one of them has the answer. */
export function SimilarQuestions({ title }: { title: string }) {
  const settled = useDebounced(title.trim());
  const similar = useSimilar(settled).data ?? [];
  const shown = settled.length >= 5 ? similar : [];
  return (
    <>
      <p className="visually-hidden" role="status">
        {shown.length === 0 ? "" : shown.length === 1 ? "1 similar question" : `${shown.length} similar questions`}
      </p>
      {shown.length > 0 && (
        <section className="q-similar" aria-label="Similar questions">
          <h2>Has it been asked before?</h2>
          <ul>
            {shown.map(({ id, title: other, answers, acceptedAnswerId }) => (
              <li key={id}>
                <Link to={`/questions/${id}`} target="_blank" dir="auto">
                  {other}
                  <span className="visually-hidden"> (opens in a new tab)</span>
                </Link>
                <span className="hint">
                  {acceptedAnswerId !== null && <Icon name="check" size={15} />}
                  {answers === 1 ? "1 answer" : `${answers} answers`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
