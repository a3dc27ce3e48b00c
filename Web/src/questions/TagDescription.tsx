import { type FormEvent, useId, useRef, useState } from "react";
import { errorMessage, Problem } from "../api/problem";
import { useDescribeTag } from "../api/questionTags";
import type { QuestionTag } from "../api/types";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Counter } from "../posts/Progress";
import { notify } from "../ui/Announcer";
import { countCharacters } from "../ui/characters";
import { SubmitButton } from "../ui/SubmitButton";

/** What a tag is for. Everybody can edit it. */
export function TagDescription({ tag }: { tag: QuestionTag }) {
  const id = useId();
  const describe = useDescribeTag(tag.tag);
  const [text, setText] = useState<string | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const close = () => {
    setText(null);
    describe.reset();
    setTimeout(() => opener.current?.focus());
  };
  if (text === null) {
    return (
      <>
        <p dir="auto" className={tag.description === "" ? "hint" : "text"}>
          {tag.description || t`No description yet.`}
        </p>
        <button ref={opener} type="button" className="q-link" onClick={() => setText(tag.description)}>
          {t`Edit description`}
        </button>
      </>
    );
  }
  const length = countCharacters(text.trim());
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (describe.isPending) return;
    describe.mutate(text.trim(), {
      onSuccess: () => {
        notify(t`The description was saved.`);
        close();
      },
    });
  };
  const { error } = describe;
  const fault =
    error === null
      ? undefined
      : ((error instanceof Problem ? error.field("description") : undefined) ?? errorMessage(error));
  return (
    <form className="field" aria-label={t`Edit description`} onSubmit={onSubmit}>
      <label htmlFor={id}>{t`Description`}</label>
      <textarea
        id={id}
        // biome-ignore lint/a11y/noAutofocus: the form was opened in order to write
        autoFocus
        rows={3}
        dir="auto"
        value={text}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-error`}
        onChange={(event) => setText(event.target.value)}
      />
      <div id={`${id}-error`} role="alert">
        {fault !== undefined && <p className="error">{fault}</p>}
      </div>
      <div className="q-form-foot">
        <Counter used={length} limit={limits.question.tagDescription} />
        <button type="button" className="button quiet" onClick={close}>
          {t`Cancel`}
        </button>
        <SubmitButton pending={describe.isPending} pendingText={t`Saving…`}>
          {t`Save`}
        </SubmitButton>
      </div>
    </form>
  );
}
