import { useQuestionEdits } from "../api/questions";
import type { QuestionDetail, QuestionEdit } from "../api/types";
import { t } from "../i18n/text";
import { HistoryDialog } from "./HistoryDialog";

/** Title, tags and body as one text, to compare them by lines. */
const whole = ({ title, body, tags }: Omit<QuestionEdit, "writtenAt">) =>
  `${title}\n${t`Tags`}: ${tags.join(", ")}\n\n${body}`;

/** What a question said before its edits. */
export default function QuestionHistory({ detail, onClose }: { detail: QuestionDetail; onClose: () => void }) {
  const { question, body } = detail;
  const query = useQuestionEdits(question.id);
  const before = query.data?.pages.flatMap((page) => page.items) ?? [];
  const versions = [
    { text: whole({ ...question, body }), at: question.editedAt ?? question.createdAt },
    ...before.map((edit) => ({ text: whole(edit), at: edit.writtenAt })),
  ];
  return <HistoryDialog versions={versions} query={query} onClose={onClose} />;
}
