import { useState } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { Problem } from "../api/problem";
import { useEditQuestion } from "../api/questionChanges";
import { useQuestion } from "../api/questions";
import type { QuestionDetail } from "../api/types";
import { t } from "../i18n/text";
import { useDraft } from "../posts/useDraft";
import { type FormFault, toFormFault } from "../questions/formFault";
import { QuestionForm } from "../questions/QuestionForm";
import { QuestionSkeletons } from "../questions/QuestionList";
import { formatForm, parseForm } from "../questions/questionDraft";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { ErrorState } from "../ui/States";
import { MissingQuestion } from "./QuestionPage";

/** Edits the user's own question. An unsaved edit is a draft. */
export function EditQuestion() {
  const { id = "" } = useParams();
  const me = useMe();
  const query = useQuestion(id);
  const detail = query.data?.pages[0]?.detail;
  if (query.error instanceof Problem && [400, 404, 422].includes(query.error.status)) return <MissingQuestion />;
  if (detail !== undefined && detail.question.author?.id !== me.id) return <Navigate to={`/questions/${id}`} replace />;
  return (
    <Page title={t`Edit question`} heading={<BackLink to={`/questions/${id}`}>{t`Edit question`}</BackLink>}>
      {query.isPending && <QuestionSkeletons count={1} />}
      {detail === undefined && query.isError && <ErrorState error={query.error} retry={() => query.refetch()} />}
      {detail !== undefined && <Form detail={detail} />}
    </Page>
  );
}

function Form({ detail }: { detail: QuestionDetail }) {
  const { question, body } = detail;
  const navigate = useNavigate();
  const edit = useEditQuestion(question.id);
  const draft = useDraft(`edit-question/${question.id}`);
  const [fault, setFault] = useState<FormFault | null>(null);
  const saved = { title: question.title, body, tags: question.tags };
  // Kept here: when all of it is deleted there is no draft, and the old question does not come back.
  const [form, setForm] = useState(draft.state.text === "" ? saved : parseForm(draft.state.text));
  const close = () => {
    draft.clear();
    navigate(`/questions/${question.id}`, { replace: true });
  };
  const save = async () => {
    setFault(null);
    try {
      await edit.mutateAsync(form);
      notify(t`Your question was edited.`);
      close();
    } catch (error) {
      setFault(toFormFault(error));
    }
  };
  return (
    <QuestionForm
      label={t`Edit question`}
      form={form}
      fault={fault}
      pending={edit.isPending}
      action={t`Save`}
      pendingText={t`Saving…`}
      cancelText={t`Discard changes`}
      onChange={(changed) => {
        setForm(changed);
        draft.write(formatForm(changed));
      }}
      onSubmit={() => void save()}
      onCancel={close}
    />
  );
}
