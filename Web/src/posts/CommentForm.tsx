import { type FormEvent, type KeyboardEvent, useRef } from "react";
import { useAddComment } from "../api/comments";
import { errorMessage, Problem } from "../api/problem";
import type { Post } from "../api/types";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { countCharacters } from "../ui/characters";
import { SubmitButton } from "../ui/SubmitButton";
import { Counter } from "./Progress";
import { useDraft } from "./useDraft";

/** The form for a new comment; its text is a draft of the post. */
export function CommentForm({ post }: { post: Post }) {
  const me = useMe();
  const add = useAddComment(post.id);
  const draft = useDraft(`comment/${post.id}`);
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, problems, progress } = draft.state;
  const sending = progress !== null;
  const length = countCharacters(text.trim());
  const ready = length > 0 && length <= limits.comment && !sending;
  const send = async () => {
    if (!ready) return;
    try {
      await draft.send((key) => add.mutateAsync({ text: text.trim(), key }));
      notify(t`Your comment was posted.`);
    } catch (error) {
      draft.showProblem(error instanceof Problem ? error : new Problem(0, errorMessage(error)));
    }
    area.current?.focus();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
  };
  return (
    <form className="comment comment-form" aria-label={t`New comment`} onSubmit={onSubmit}>
      <Avatar person={me} size={36} />
      <div>
        <textarea
          ref={area}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t`Write a comment`}
          aria-label={t`Comment text`}
          aria-describedby="comment-problem"
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={onKeyDown}
          readOnly={sending}
        />
        <div id="comment-problem" role="alert">
          {problems.map((problem) => (
            <p key={problem} className="error">
              {problem}
            </p>
          ))}
        </div>
      </div>
      {length > limits.comment - 100 && <Counter used={length} limit={limits.comment} />}
      <SubmitButton disabled={!ready} pending={sending} pendingText={t`Sending…`}>
        {t`Send`}
      </SubmitButton>
    </form>
  );
}
