import { type FormEvent, useState } from "react";
import { useDeleteAccount } from "../api/account";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Field } from "../ui/Field";
import { Modal } from "../ui/Modal";
import { SubmitButton } from "../ui/SubmitButton";

/** Deletes the account, after a confirmation with the password. */
export function DeleteAccount() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p className="hint">{t`This deletes your profile, posts, stories, likes and comments. It can't be undone.`}</p>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        {t`Delete my account…`}
      </button>
      {asking && <DeleteAccountDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function DeleteAccountDialog({ onClose }: { onClose: () => void }) {
  const remove = useDeleteAccount();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (remove.isPending) return;
    const form = event.currentTarget;
    remove.mutate(String(new FormData(form).get("password")), {
      onError: () => form.querySelector<HTMLInputElement>("[name=password]")?.select(),
    });
  };
  const error = remove.error instanceof Problem ? remove.error.field("password") : undefined;
  return (
    <Modal label={t`Delete your account?`} className="sheet" onClose={onClose}>
      <h2>{t`Delete your account?`}</h2>
      <p>{t`Everything you posted is deleted for everyone, permanently.`}</p>
      <form onSubmit={onSubmit}>
        <Field
          label={t`Your password`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={limits.password.max}
          error={error}
        />
        <div role="alert">
          {remove.isError && error === undefined && <p className="error">{errorMessage(remove.error)}</p>}
        </div>
        <div className="sheet-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton className="button danger" pending={remove.isPending} pendingText={t`Deleting…`}>
            {t`Delete account`}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
