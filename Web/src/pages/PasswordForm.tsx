import type { FormEvent } from "react";
import { useChangePassword } from "../api/account";
import { Problem, wording } from "../api/problem";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { say } from "../ui/Announcer";
import { Field } from "../ui/Field";

export function PasswordForm() {
  const me = useMe();
  const change = useChangePassword();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const data = new FormData(form);
    change.mutate(
      { current: String(data.get("current")), new: String(data.get("new")) },
      {
        onSuccess: () => {
          form.reset();
          say("Your password is changed. You are logged out everywhere else.");
        },
      },
    );
  };
  const refusal = change.error instanceof Problem ? change.error : null;
  const known = refusal?.field("current") ?? refusal?.field("new");
  return (
    <form onSubmit={onSubmit}>
      {/* For password managers, which want to know whose password this is. */}
      <input
        className="unseen"
        name="username"
        autoComplete="username"
        value={me.username}
        readOnly
        tabIndex={-1}
        aria-hidden
      />
      <Field
        label="Password until now"
        name="current"
        type="password"
        autoComplete="current-password"
        required
        maxLength={limits.password.max}
        error={refusal?.field("current")}
      />
      <Field
        label="New password"
        name="new"
        type="password"
        autoComplete="new-password"
        required
        minLength={limits.password.min}
        maxLength={limits.password.max}
        hint="At least 10 characters. A sentence is easy to keep in mind."
        error={refusal?.field("new")}
      />
      <div role="alert">
        {change.isError && known === undefined && <p className="error">{wording(change.error)}</p>}
      </div>
      <button type="submit" className="button" disabled={change.isPending}>
        {change.isPending ? "Changing…" : "Change password"}
      </button>
    </form>
  );
}
