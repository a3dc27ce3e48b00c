import { Link } from "react-router";
import { useSimilar } from "../api/questions";
import { plural, t } from "../i18n/text";
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
        {shown.length === 0 ? "" : plural(shown.length, { one: "# similar question", other: "# similar questions" })}
      </p>
      {shown.length > 0 && (
        <section className="q-similar" aria-label={t`Similar questions`}>
          <h2>{t`Has it been asked before?`}</h2>
          <ul>
            {shown.map(({ id, title: other, answers, acceptedAnswerId }) => (
              <li key={id}>
                <Link to={`/questions/${id}`} target="_blank" dir="auto">
                  {other}
                  <span className="visually-hidden"> {t`(opens in a new tab)`}</span>
                </Link>
                <span className="hint">
                  {acceptedAnswerId !== null && <Icon name="check" size={15} />}
                  {plural(answers, { one: "# answer", other: "# answers" })}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
