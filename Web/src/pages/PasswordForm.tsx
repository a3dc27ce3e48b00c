import type { FormEvent } from "react";
import { useChangePassword } from "../api/account";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Field } from "../ui/Field";
import { SubmitButton } from "../ui/SubmitButton";

export function PasswordForm() {
  const me = useMe();
  const change = useChangePassword();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (change.isPending) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    change.mutate(
      { current: String(data.get("current")), new: String(data.get("new")) },
      {
        onError: (error) => {
          const wrong = error instanceof Problem && error.field("new") !== undefined ? "new" : "current";
          form.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.select();
        },
        onSuccess: () => {
          form.reset();
          notify(t`Your password was changed. Your other sessions were logged out.`);
        },
      },
    );
  };
  const refusal = change.error instanceof Problem ? change.error : null;
  const known = refusal?.field("current") ?? refusal?.field("new");
  return (
    <form onSubmit={onSubmit}>
      {/* For password managers, which need the username beside the password. */}
      <input
        className="visually-hidden"
        name="username"
        autoComplete="username"
        value={me.username}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Field
        label={t`Current password`}
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={limits.password.max}
        error={refusal?.field("current")}
      />
      <Field
        label={t`New password`}
        name="new"
        type="password"
        autoComplete="new-password"
        required
        minLength={limits.password.min}
        maxLength={limits.password.max}
        hint={t`At least 10 characters. A sentence is easy to remember.`}
        error={refusal?.field("new")}
      />
      <div role="alert">
        {change.isError && known === undefined && <p className="error">{errorMessage(change.error)}</p>}
      </div>
      <SubmitButton pending={change.isPending} pendingText={t`Changing…`}>
        {t`Change password`}
      </SubmitButton>
    </form>
  );
}
