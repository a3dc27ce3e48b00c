import { useState } from "react";
import { errorMessage } from "../api/problem";
import { useCloseQuestion } from "../api/questionChanges";
import { useQuestionSearch, useQuestionTitle, useRelated } from "../api/questions";
import type { Question } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Field } from "../ui/Field";
import { Modal } from "../ui/Modal";
import { useDebounced } from "../ui/useDebounced";
import { questionId, searchWords } from "./tags";

type Choice = Pick<Question, "id" | "title">;

/** Closes the user's question in favour of another one, which is searched for or named by its link. */
export default function DuplicateDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const close = useCloseQuestion(question.id);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState("");
  const settled = useDebounced(text.trim());
  const pasted = questionId(settled);
  const search = useQuestionSearch(searchWords(settled), settled !== "" && pasted === undefined);
  const related = useRelated(question.id);
  const list = settled === "" ? related : search;
  const found = settled === "" ? (related.data ?? []) : (search.data?.pages[0]?.items ?? []);
  const choices: Choice[] = found
    .filter(({ id, duplicateOf }) => id !== question.id && duplicateOf === null)
    .slice(0, 8);
  const other = pasted ?? (choices.some(({ id }) => id === chosen) ? chosen : undefined);
  const confirm = () => {
    if (other === undefined || close.isPending) return;
    close.mutate(other, {
      onSuccess: () => {
        notify(t`Your question is closed as a duplicate.`);
        onClose();
      },
    });
  };
  return (
    <Modal label={t`Close as a duplicate`} className="sheet wide padded" onClose={onClose}>
      <h2>{t`Close as a duplicate`}</h2>
      <p>{t`Readers are sent to the other question, and this one takes no more answers. You can open it again.`}</p>
      <Field
        label={t`The other question`}
        placeholder={t`Search, or paste its link`}
        maxLength={200}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {pasted === undefined ? (
        <fieldset className="q-choices">
          <legend className="visually-hidden">{t`Questions`}</legend>
          {choices.map(({ id, title }) => (
            <label key={id} className="choice">
              <input type="radio" name="other" checked={id === chosen} onChange={() => setChosen(id)} />
              <span dir="auto">{title}</span>
            </label>
          ))}
          {choices.length === 0 && <NoChoices loading={list.isPending || settled !== text.trim()} error={list.error} />}
        </fieldset>
      ) : (
        <Pasted id={pasted} />
      )}
      <div role="alert">{close.isError && <p className="error">{errorMessage(close.error)}</p>}</div>
      <div className="sheet-actions">
        <button type="button" className="button quiet" onClick={onClose}>
          {t`Cancel`}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={other === undefined || close.isPending}
          onClick={confirm}
        >
          {close.isPending ? t`Closing…` : t`Close question`}
        </button>
      </div>
    </Modal>
  );
}

function NoChoices({ loading, error }: { loading: boolean; error: Error | null }) {
  if (loading) return <p className="hint">{t`Loading…`}</p>;
  if (error === null) return <p className="hint">{t`No other question found.`}</p>;
  return (
    <p className="error" role="alert">
      {errorMessage(error)}
    </p>
  );
}

function Pasted({ id }: { id: string }) {
  const title = useQuestionTitle(id);
  if (title.isError) return <p className="error">{errorMessage(title.error)}</p>;
  return <p dir="auto">{title.data ?? t`Loading…`}</p>;
}
