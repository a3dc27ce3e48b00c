import { lazy, useState } from "react";
import { useAccept, useDeleteAnswer } from "../api/answers";
import { errorMessage } from "../api/problem";
import type { Answer, Question } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { focusFallback } from "../ui/focus";
import { Icon } from "../ui/Icon";
import { Menu, type MenuItem } from "../ui/Menu";
import { AuthorLine } from "./AuthorLine";
import { copyLink } from "./copyLink";
import { EditAnswerForm } from "./EditAnswerForm";
import { QuestionComments } from "./QuestionComments";
import { RenderedText } from "./RenderedText";
import { VoteButtons } from "./VoteButtons";

const AnswerHistory = lazy(() => import("./AnswerHistory"));

/** An answer with its votes, comments and what can be done with it. */
export function AnswerItem({ answer, question }: { answer: Answer; question: Question }) {
  const me = useMe();
  const accept = useAccept(answer);
  const remove = useDeleteAnswer(answer);
  const [open, setOpen] = useState<"edit" | "history" | "delete" | null>(null);
  const close = () => setOpen(null);
  const mine = answer.author?.id === me.id;
  const name = answer.author?.displayName ?? t`a deleted account`;
  const items: MenuItem[] = [
    { label: t`Copy link`, icon: "link", onSelect: () => copyLink(`/questions/${question.id}#answer-${answer.id}`) },
  ];
  if (mine) items.push({ label: t`Edit`, icon: "edit", onSelect: () => setOpen("edit") });
  if (answer.editedAt !== null) {
    items.push({ label: t`Edit history`, icon: "history", onSelect: () => setOpen("history") });
  }
  if (mine) items.push({ label: t`Delete`, icon: "trash", danger: true, onSelect: () => setOpen("delete") });
  const toggle = () => {
    if (accept.isPending) return;
    accept.mutate(!answer.accepted, {
      onSuccess: () => notify(answer.accepted ? t`The answer is no longer accepted.` : t`The answer is accepted.`),
      onError: (error) => notify(errorMessage(error), true),
    });
  };
  const confirmDelete = async () => {
    await remove.mutateAsync();
    notify(t`Your answer was deleted.`);
    focusFallback();
  };
  return (
    <article
      id={`answer-${answer.id}`}
      tabIndex={-1}
      className={answer.accepted ? "panel q-post accepted" : "panel q-post"}
      aria-label={t`Answer by ${name}`}
    >
      <VoteButtons question={question.id} answer={answer.id} score={answer.score} myVote={answer.myVote} own={mine} />
      <div className="q-post-text">
        {answer.accepted && (
          <p className="q-accepted">
            <Icon name="check" size={20} /> {t`Accepted answer`}
          </p>
        )}
        {open === "edit" ? (
          <EditAnswerForm
            answer={answer}
            onClose={() => {
              close();
              setTimeout(() => document.getElementById(`answer-${answer.id}`)?.focus({ preventScroll: true }));
            }}
          />
        ) : (
          <RenderedText html={answer.bodyHtml} />
        )}
        <div className="q-post-foot">
          <AuthorLine author={answer.author} verb="answered" at={answer.createdAt} editedAt={answer.editedAt} />
          {question.author?.id === me.id && (
            <button type="button" className="button quiet q-accept" aria-pressed={answer.accepted} onClick={toggle}>
              <Icon name="check" size={18} /> {answer.accepted ? t`Accepted` : t`Accept`}
            </button>
          )}
          <Menu label={t`More, answer by ${name}`} items={items} />
        </div>
        <QuestionComments question={question.id} answer={answer.id} author={answer.author} comments={answer.comments} />
      </div>
      {open === "history" && (
        <ChunkBoundary onFail={close}>
          <AnswerHistory answer={answer} onClose={close} />
        </ChunkBoundary>
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={t`Delete this answer?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={confirmDelete}
          onClose={close}
        >
          {t`It is deleted for everyone, with its comments and votes. This can't be undone.`}
        </ConfirmDialog>
      )}
    </article>
  );
}
