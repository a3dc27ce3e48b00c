import { useState } from "react";
import { useNavigate } from "react-router";
import { useAsk } from "../api/questionChanges";
import { t } from "../i18n/text";
import { useDraft } from "../posts/useDraft";
import { type FormFault, toFormFault } from "../questions/formFault";
import { QuestionForm } from "../questions/QuestionForm";
import { emptyForm, formatForm, isBlank, parseForm } from "../questions/questionDraft";
import { notify } from "../ui/Announcer";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";

/** The form for a new question, which is a draft until it is asked. */
export function AskQuestion() {
  const ask = useAsk();
  const navigate = useNavigate();
  const draft = useDraft("question");
  const form = parseForm(draft.state.text);
  const [fault, setFault] = useState<FormFault | null>(null);
  const pending = draft.state.progress !== null;
  const send = async () => {
    setFault(null);
    try {
      const asked = await draft.send((key) => ask.mutateAsync({ form, key }));
      notify(t`Your question was posted.`);
      navigate(`/questions/${asked.question.id}`, { replace: true });
    } catch (error) {
      setFault(toFormFault(error));
    }
  };
  const clear = () => {
    draft.write(formatForm(emptyForm));
    setFault(null);
    if (isBlank(form)) navigate("/questions");
  };
  return (
    <Page title={t`Ask a question`} heading={<BackLink to="/questions">{t`Ask a question`}</BackLink>}>
      <QuestionForm
        label={t`New question`}
        form={form}
        fault={fault}
        pending={pending}
        similar
        action={t`Post question`}
        pendingText={t`Posting…`}
        cancelText={isBlank(form) ? t`Cancel` : t`Clear draft`}
        onChange={(changed) => draft.write(formatForm(changed))}
        onSubmit={() => void send()}
        onCancel={clear}
      />
    </Page>
  );
}
