import { type FormEvent, useEffect, useRef } from "react";
import type { AskForm } from "../api/questionChanges";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Counter } from "../posts/Progress";
import { countCharacters } from "../ui/characters";
import { Field } from "../ui/Field";
import { SubmitButton } from "../ui/SubmitButton";
import type { FormFault } from "./formFault";
import { MarkdownEditor } from "./MarkdownEditor";
import { SimilarQuestions } from "./SimilarQuestions";
import { TagInput } from "./TagInput";
import { useUploadGuard } from "./useUploadGuard";

interface Props {
  label: string;
  form: AskForm;
  fault: FormFault | null;
  pending: boolean;
  action: string;
  pendingText: string;
  /** Whether to look for questions like this one. */
  similar?: boolean;
  onChange: (form: AskForm) => void;
  onSubmit: () => void;
  onCancel: () => void;
  cancelText: string;
}

/** Title, body and tags of a question. An error stands beside its field, and the first one gets the focus. */
export function QuestionForm({ label, form, fault, pending, similar = false, onChange, ...rest }: Props) {
  const title = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLTextAreaElement>(null);
  const tags = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (fault === null) return;
    const first = fault.title !== undefined ? title : fault.body !== undefined ? body : fault.tags && tags;
    if (first) first.current?.focus();
  }, [fault]);
  const uploads = useUploadGuard();
  const submit = () => {
    if (!pending && !uploads.refuse()) rest.onSubmit();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    submit();
  };
  const length = countCharacters(form.title.trim());
  return (
    <form className="panel padded q-form" aria-label={label} noValidate onSubmit={onSubmit}>
      <div className="q-title-field">
        <Field
          label={t`Title`}
          ref={title}
          value={form.title}
          dir="auto"
          autoComplete="off"
          hint={t`What do you want to know? Ask it in one line, as you would ask a person.`}
          error={fault?.title}
          onChange={(event) => onChange({ ...form, title: event.target.value })}
        />
        {length > limits.question.title - 50 && <Counter used={length} limit={limits.question.title} />}
      </div>
      {similar && <SimilarQuestions title={form.title} />}
      <MarkdownEditor
        label={t`Details`}
        value={form.body}
        error={uploads.fault ?? fault?.body}
        readOnly={pending}
        area={body}
        onChange={(text) => onChange({ ...form, body: text })}
        onUploading={uploads.onUploading}
        onSubmit={submit}
      />
      <TagInput
        label={t`Tags`}
        hint={t`1 to ${limits.question.tags}, such as a language or a subject. Enter adds one.`}
        error={fault?.tags}
        max={20}
        tags={form.tags}
        inputRef={tags}
        onChange={(changed) => onChange({ ...form, tags: changed })}
      />
      <div role="alert">{fault?.other !== undefined && <p className="error">{fault.other}</p>}</div>
      <div className="sheet-actions">
        <button type="button" className="button quiet" onClick={rest.onCancel}>
          {rest.cancelText}
        </button>
        <SubmitButton pending={pending} pendingText={rest.pendingText}>
          {rest.action}
        </SubmitButton>
      </div>
    </form>
  );
}
