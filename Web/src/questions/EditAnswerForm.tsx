import { type FormEvent, useEffect, useRef, useState } from "react";
import { useEditAnswer } from "../api/answers";
import { errorMessage, Problem } from "../api/problem";
import type { Answer } from "../api/types";
import { t } from "../i18n/text";
import { useDraft } from "../posts/useDraft";
import { notify } from "../ui/Announcer";
import { SubmitButton } from "../ui/SubmitButton";
import { MarkdownEditor } from "./MarkdownEditor";
import { useUploadGuard } from "./useUploadGuard";

/** Edits an answer in its place. An unsaved edit is a draft and is there again when the form is. */
export function EditAnswerForm({ answer, onClose }: { answer: Answer; onClose: () => void }) {
  const edit = useEditAnswer(answer);
  const draft = useDraft(`edit-answer/${answer.id}`);
  const area = useRef<HTMLTextAreaElement>(null);
  const [fault, setFault] = useState<string>();
  const uploads = useUploadGuard();
  // Kept here: when all of it is deleted there is no draft, and the old text does not come back.
  const [text, setText] = useState(draft.state.text || answer.body);
  useEffect(() => area.current?.focus(), []);
  const close = () => {
    if (text === answer.body) draft.clear();
    onClose();
  };
  const save = async () => {
    if (edit.isPending || uploads.refuse()) return;
    setFault(undefined);
    try {
      if (text !== answer.body) await edit.mutateAsync(text);
      draft.clear();
      notify(t`Your answer was edited.`);
      onClose();
    } catch (error) {
      setFault((error instanceof Problem ? error.field("body") : undefined) ?? errorMessage(error));
      area.current?.focus();
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form aria-label={t`Edit answer`} onSubmit={onSubmit}>
      <MarkdownEditor
        label={t`Edit answer`}
        value={text}
        error={uploads.fault ?? fault}
        readOnly={edit.isPending}
        area={area}
        onChange={(value) => {
          setText(value);
          draft.write(value);
        }}
        onUploading={uploads.onUploading}
        onSubmit={() => void save()}
      />
      <div className="q-form-foot">
        <button type="button" className="button quiet" onClick={close}>
          {t`Cancel`}
        </button>
        <SubmitButton pending={edit.isPending} pendingText={t`Saving…`}>
          {t`Save`}
        </SubmitButton>
      </div>
    </form>
  );
}
