import { useRef, useState } from "react";
import { Link } from "react-router";
import { useDeleteQuestionComment } from "../api/answers";
import type { Author, QuestionComment } from "../api/types";
import { messageEntities } from "../chat/entities";
import { t } from "../i18n/text";
import { RichText } from "../posts/RichText";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Icon } from "../ui/Icon";
import { TimeAgo } from "../ui/TimeAgo";
import { QuestionCommentForm } from "./QuestionCommentForm";

/** As many as the service takes on each question or answer. */
const maxComments = 50;

interface Props {
  question: string;
  /** Null when they are on the question itself. */
  answer: string | null;
  author: Author | null;
  comments: readonly QuestionComment[];
}

/** The comments on a question or an answer, oldest first, and a form that opens on request. */
export function QuestionComments({ question, answer, author, comments }: Props) {
  const me = useMe();
  const [writing, setWriting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setWriting(false);
    setTimeout(() => opener.current?.focus());
  };
  return (
    <section
      className="q-comments"
      aria-label={answer === null ? t`Comments on the question` : t`Comments on the answer`}
    >
      {comments.length > 0 && (
        <ol>
          {comments.map((comment) => (
            <Comment
              key={comment.id}
              comment={comment}
              deletable={comment.author?.id === me.id || author?.id === me.id}
              onDeleted={() => opener.current?.focus({ preventScroll: true })}
            />
          ))}
        </ol>
      )}
      {writing ? (
        <QuestionCommentForm question={question} answer={answer} onClose={close} />
      ) : comments.length < maxComments ? (
        <button ref={opener} type="button" className="q-link" onClick={() => setWriting(true)}>
          {t`Add a comment`}
        </button>
      ) : (
        <p className="hint">{t`There are ${maxComments} comments, which is the most.`}</p>
      )}
    </section>
  );
}

function Comment(props: { comment: QuestionComment; deletable: boolean; onDeleted: () => void }) {
  const { comment, deletable, onDeleted } = props;
  const remove = useDeleteQuestionComment();
  const [asking, setAsking] = useState(false);
  const name = comment.author?.displayName ?? t`a deleted account`;
  const confirmDelete = async () => {
    await remove.mutateAsync(comment);
    notify(t`The comment was deleted.`);
    // After the dialog has given the focus back to a button that is removed with the comment.
    setTimeout(onDeleted, 50);
  };
  return (
    <li id={`comment-${comment.id}`} className="q-comment">
      <div>
        <RichText text={comment.text} entities={messageEntities(comment.text, comment.mentions)} />
        <p className="hint">
          {comment.author === null ? (
            <span className="q-deleted">{t`Deleted account`}</span>
          ) : (
            <Link to={`/@${comment.author.username}`} className="name" dir="auto">
              {comment.author.displayName}
            </Link>
          )}{" "}
          <TimeAgo at={comment.createdAt} />
        </p>
      </div>
      {deletable && (
        <button
          type="button"
          className="round"
          aria-label={t`Delete the comment by ${name}`}
          onClick={() => setAsking(true)}
        >
          <Icon name="trash" size={17} />
        </button>
      )}
      {asking && (
        <ConfirmDialog
          title={t`Delete this comment?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={confirmDelete}
          onClose={() => setAsking(false)}
        >
          {t`This can't be undone.`}
        </ConfirmDialog>
      )}
    </li>
  );
}
