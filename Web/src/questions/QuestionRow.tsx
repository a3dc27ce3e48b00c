import { Link } from "react-router";
import type { Question } from "../api/types";
import { plural, t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { compact } from "../ui/time";
import { AuthorLine } from "./AuthorLine";
import { Highlighted } from "./Highlighted";
import { TagChips } from "./TagChips";

/** A question in a list: its counts, title, the beginning of its body, tags and author. */
export function QuestionRow({ question }: { question: Question }) {
  const { id, match, score, answers, views, acceptedAnswerId } = question;
  const solved = acceptedAnswerId !== null;
  return (
    <li className="q-row">
      <ul className="q-counts" aria-label={t`Counts`}>
        <li>{plural(score, { one: "# vote", other: "# votes" }, compact)}</li>
        <li className={solved ? "solved" : answers > 0 ? "answered" : undefined}>
          {solved && <Icon name="check" size={16} />}
          {plural(answers, { one: "# answer", other: "# answers" }, compact)}
          {solved && <span className="visually-hidden">{t`, one accepted`}</span>}
        </li>
        <li>{plural(views, { one: "# view", other: "# views" }, compact)}</li>
      </ul>
      <div className="q-row-text">
        <h2 className="q-row-title" dir="auto">
          <Link to={`/questions/${id}${match?.answerId == null ? "" : `#answer-${match.answerId}`}`}>
            {match === null ? question.title : <Highlighted parts={match.title} />}
          </Link>
          {question.duplicateOf !== null && <span className="chip">{t`Duplicate`}</span>}
        </h2>
        <p className="q-excerpt" dir="auto">
          {match?.answerId != null && <span className="hint">{t`In an answer:`} </span>}
          {match === null ? question.excerpt : <Highlighted parts={match.excerpt} />}
        </p>
        <div className="q-row-foot">
          <TagChips tags={question.tags} />
          <AuthorLine
            author={question.author}
            verb="asked"
            at={question.createdAt}
            editedAt={question.editedAt}
            brief
          />
        </div>
      </div>
    </li>
  );
}
