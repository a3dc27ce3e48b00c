import { type FormEvent, type KeyboardEvent, useEffect } from "react";
import { useEditPost } from "../api/posts";
import { errorMessage, Problem } from "../api/problem";
import type { Post } from "../api/types";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { notify } from "../ui/Announcer";
import { countCharacters } from "../ui/characters";
import { Modal } from "../ui/Modal";
import { SubmitButton } from "../ui/SubmitButton";
import { Counter } from "./Progress";
import { useDraft } from "./useDraft";

/** Edits the text of a post. An unsaved edit is a draft of its own and is there again when the dialog is. */
export default function EditPostDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const draft = useDraft(`edit/${post.id}`);
  const edit = useEditPost(post);
  const { text, problems } = draft.state;
  useEffect(() => {
    if (draft.state.text === "") draft.write(post.text);
  }, [draft, post.text]);
  const length = countCharacters(text.trim());
  const changed = text.trim() !== post.text;
  const valid = (length > 0 || post.images.length > 0) && length <= limits.text;
  const close = () => {
    if (changed) notify(t`Draft saved.`);
    else draft.clear();
    onClose();
  };
  const save = async () => {
    if (!changed || !valid || edit.isPending) return;
    try {
      await edit.mutateAsync(text.trim());
      draft.clear();
      notify(t`Your post was edited.`);
      onClose();
    } catch (error) {
      draft.showProblem(error instanceof Problem ? error : new Problem(0, errorMessage(error)));
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <Modal label={t`Edit post`} className="sheet wide padded" onClose={close}>
      <h2>{t`Edit post`}</h2>
      <form onSubmit={onSubmit} className="edit-form">
        <textarea
          data-autofocus
          rows={4}
          dir="auto"
          value={text}
          aria-label={t`Post text`}
          aria-invalid={problems.length > 0}
          readOnly={edit.isPending}
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div role="alert">
          {problems.map((problem) => (
            <p key={problem} className="error">
              {problem}
            </p>
          ))}
        </div>
        <p className="hint">{t`People see that the post was edited.`}</p>
        <div className="sheet-actions">
          <Counter used={length} limit={limits.text} />
          <button type="button" className="button quiet" onClick={close}>
            {t`Cancel`}
          </button>
          <SubmitButton disabled={!changed || !valid} pending={edit.isPending} pendingText={t`Saving…`}>
            {t`Save`}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
