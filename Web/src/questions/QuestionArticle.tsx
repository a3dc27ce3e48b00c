import { Link } from "react-router";
import { errorMessage } from "../api/problem";
import { useCloseQuestion, useFollowQuestion } from "../api/questionChanges";
import { useQuestionTitle } from "../api/questions";
import type { Question, QuestionDetail } from "../api/types";
import { plural, rich, t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { compact } from "../ui/time";
import { useToggle } from "../ui/useToggle";
import { AuthorLine } from "./AuthorLine";
import { copyLink } from "./copyLink";
import { QuestionComments } from "./QuestionComments";
import { QuestionMenu } from "./QuestionMenu";
import { RenderedText } from "./RenderedText";
import { TagChips } from "./TagChips";
import { VoteButtons } from "./VoteButtons";

/** The question itself: body, votes, tags, comments and what can be done with it. */
export function QuestionArticle({ detail }: { detail: QuestionDetail }) {
  const me = useMe();
  const { question } = detail;
  const mine = question.author?.id === me.id;
  return (
    <article className="panel q-post" aria-label={t`Question`}>
      <VoteButtons question={question.id} answer={null} score={question.score} myVote={question.myVote} own={mine} />
      <div className="q-post-text">
        {question.duplicateOf !== null && <Duplicate question={question} other={question.duplicateOf} mine={mine} />}
        <RenderedText html={detail.bodyHtml} />
        <TagChips tags={question.tags} />
        <AuthorLine author={question.author} verb="asked" at={question.createdAt} editedAt={question.editedAt} />
        <div className="q-post-foot">
          <FollowQuestion question={question} />
          <button type="button" className="button quiet" onClick={() => copyLink(`/questions/${question.id}`)}>
            <Icon name="link" size={18} /> {t`Share`}
          </button>
          <span className="hint q-views">{plural(question.views, { one: "# view", other: "# views" }, compact)}</span>
          {(mine || question.editedAt !== null) && <QuestionMenu detail={detail} mine={mine} />}
        </div>
        <QuestionComments question={question.id} answer={null} author={question.author} comments={detail.comments} />
      </div>
    </article>
  );
}

function FollowQuestion({ question }: { question: Question }) {
  const follow = useFollowQuestion(question.id);
  const next = useToggle(question.followed);
  return (
    <button
      type="button"
      className="button quiet"
      aria-pressed={question.followed}
      onClick={() => follow.mutate(next(), { onError: (error) => notify(errorMessage(error), true) })}
    >
      <Icon name="bell" size={18} /> {question.followed ? t`Following` : t`Follow`}
    </button>
  );
}

function Duplicate({ question, other, mine }: { question: Question; other: string; mine: boolean }) {
  const title = useQuestionTitle(other);
  const close = useCloseQuestion(question.id);
  const open = () =>
    close.mutate(null, {
      onSuccess: () => notify(t`Your question is open again.`),
      onError: (error) => notify(errorMessage(error), true),
    });
  return (
    <div className="notice-line q-duplicate">
      <p>
        {title.isError
          ? t`Closed as a duplicate of another question.`
          : rich`Closed as a duplicate of ${(
              <Link to={`/questions/${other}`} dir="auto">
                {title.data ?? t`another question`}
              </Link>
            )}`}
      </p>
      {mine && (
        <button type="button" className="button quiet" aria-disabled={close.isPending} onClick={open}>
          {t`Open again`}
        </button>
      )}
    </div>
  );
}
