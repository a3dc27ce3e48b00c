import { type FormEvent, type KeyboardEvent, useId } from "react";
import { useAddQuestionComment } from "../api/answers";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Counter } from "../posts/Progress";
import { useDraft } from "../posts/useDraft";
import { notify } from "../ui/Announcer";
import { countCharacters } from "../ui/characters";
import { SubmitButton } from "../ui/SubmitButton";

interface Props {
  question: string;
  answer: string | null;
  onClose: () => void;
}

/** The form for a comment on a question or an answer; its text is a draft. */
export function QuestionCommentForm({ question, answer, onClose }: Props) {
  const id = useId();
  const add = useAddQuestionComment(question, answer);
  const draft = useDraft(`question-comment/${answer ?? question}`);
  const { text, problems, progress } = draft.state;
  const sending = progress !== null;
  const length = countCharacters(text.trim());
  const ready = length > 0 && length <= limits.question.comment && !sending;
  const send = async () => {
    if (!ready) return;
    try {
      await draft.send((key) => add.mutateAsync({ text: text.trim(), key }));
      notify(t`Your comment was posted.`);
      onClose();
    } catch (error) {
      draft.showProblem(error instanceof Problem ? error : new Problem(0, errorMessage(error)));
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    if (event.key === "Escape") onClose();
  };
  return (
    <form className="q-comment-form field" aria-label={t`New comment`} onSubmit={onSubmit}>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the form was opened in order to write
        autoFocus
        rows={2}
        dir="auto"
        value={text}
        aria-label={t`Comment text`}
        aria-describedby={`${id}-problem`}
        aria-invalid={problems.length > 0}
        readOnly={sending}
        onChange={(event) => draft.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div id={`${id}-problem`} role="alert">
        {problems.map((problem) => (
          <p key={problem} className="error">
            {problem}
          </p>
        ))}
      </div>
      <div className="q-form-foot">
        {length > limits.question.comment - 100 && <Counter used={length} limit={limits.question.comment} />}
        <button type="button" className="button quiet" onClick={onClose}>
          {t`Cancel`}
        </button>
        <SubmitButton disabled={!ready} pending={sending} pendingText={t`Sending…`}>
          {t`Send`}
        </SubmitButton>
      </div>
    </form>
  );
}
