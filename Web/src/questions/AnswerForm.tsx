import { type FormEvent, useRef, useState } from "react";
import { useAnswer } from "../api/answers";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { useDraft } from "../posts/useDraft";
import { notify } from "../ui/Announcer";
import { SubmitButton } from "../ui/SubmitButton";
import { MarkdownEditor } from "./MarkdownEditor";
import { useUploadGuard } from "./useUploadGuard";

/** The form for an answer; each question has a draft of its own. */
export function AnswerForm({ question, onPosted }: { question: string; onPosted: (id: string) => void }) {
  const answer = useAnswer(question);
  const draft = useDraft(`answer/${question}`);
  const area = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<string>();
  const uploads = useUploadGuard();
  const { text, progress } = draft.state;
  const sending = progress !== null;
  const send = async () => {
    if (sending || uploads.refuse()) return;
    setFault(undefined);
    try {
      const posted = await draft.send((key) => answer.mutateAsync({ body: text, key }));
      notify(t`Your answer was posted.`);
      onPosted(posted.id);
    } catch (error) {
      setFault((error instanceof Problem ? error.field("body") : undefined) ?? errorMessage(error));
      area.current?.focus();
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form className="panel padded q-answer-form" aria-label={t`Your answer`} onSubmit={onSubmit}>
      <MarkdownEditor
        label={t`Your answer`}
        value={text}
        error={uploads.fault ?? fault}
        readOnly={sending}
        area={area}
        onChange={(value) => draft.write(value)}
        onUploading={uploads.onUploading}
        onSubmit={() => void send()}
      />
      <SubmitButton pending={sending} pendingText={t`Posting…`}>
        {t`Post answer`}
      </SubmitButton>
    </form>
  );
}
