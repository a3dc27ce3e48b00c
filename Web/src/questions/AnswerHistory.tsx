import { useAnswerEdits } from "../api/questions";
import type { Answer } from "../api/types";
import { HistoryDialog } from "./HistoryDialog";

/** What an answer said before its edits. */
export default function AnswerHistory({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const query = useAnswerEdits(answer.id);
  const before = query.data?.pages.flatMap((page) => page.items) ?? [];
  const versions = [
    { text: answer.body, at: answer.editedAt ?? answer.createdAt },
    ...before.map(({ body, writtenAt }) => ({ text: body, at: writtenAt })),
  ];
  return <HistoryDialog versions={versions} query={query} onClose={onClose} />;
}
