import { lazy, useState } from "react";
import { useNavigate } from "react-router";
import { useDeleteQuestion } from "../api/questionChanges";
import type { QuestionDetail } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Menu, type MenuItem } from "../ui/Menu";

const QuestionHistory = lazy(() => import("./QuestionHistory"));
const DuplicateDialog = lazy(() => import("./DuplicateDialog"));

/** The "…" menu of a question: its history, and for its asker edit, close and delete. */
export function QuestionMenu({ detail, mine }: { detail: QuestionDetail; mine: boolean }) {
  const { question } = detail;
  const navigate = useNavigate();
  const remove = useDeleteQuestion(question.id);
  const [open, setOpen] = useState<"history" | "duplicate" | "delete" | null>(null);
  const close = () => setOpen(null);
  const items: MenuItem[] = [];
  if (mine) items.push({ label: t`Edit`, icon: "edit", onSelect: () => navigate(`/questions/${question.id}/edit`) });
  if (question.editedAt !== null) {
    items.push({ label: t`Edit history`, icon: "history", onSelect: () => setOpen("history") });
  }
  if (mine && question.duplicateOf === null) {
    items.push({ label: t`Close as a duplicate`, icon: "copy", onSelect: () => setOpen("duplicate") });
  }
  if (mine) items.push({ label: t`Delete`, icon: "trash", danger: true, onSelect: () => setOpen("delete") });
  const confirmDelete = async () => {
    await remove.mutateAsync();
    notify(t`Your question was deleted.`);
    navigate("/questions", { replace: true });
  };
  return (
    <>
      <Menu label={t`More, question`} items={items} />
      {open === "history" && (
        <ChunkBoundary onFail={close}>
          <QuestionHistory detail={detail} onClose={close} />
        </ChunkBoundary>
      )}
      {open === "duplicate" && (
        <ChunkBoundary onFail={close}>
          <DuplicateDialog question={question} onClose={close} />
        </ChunkBoundary>
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={t`Delete this question?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={confirmDelete}
          onClose={close}
        >
          {t`It is deleted for everyone. This can't be undone. A question that others have answered stays.`}
        </ConfirmDialog>
      )}
    </>
  );
}
