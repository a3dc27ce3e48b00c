import { type FormEvent, useState } from "react";
import { Link, useLocation } from "react-router";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { useSession } from "../session/browser";
import { signIn } from "../session/signIn";
import { Field } from "../ui/Field";
import { Page } from "../ui/Page";
import { SubmitButton } from "../ui/SubmitButton";

export function LogIn() {
  const { search } = useLocation();
  const state = useSession();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const data = new FormData(form);
    setBusy(true);
    setProblem(null);
    try {
      await signIn(String(data.get("username")).trim().replace(/^@/u, ""), String(data.get("password")));
    } catch (error) {
      setProblem(error);
      setBusy(false);
      form.querySelector<HTMLInputElement>("[name=password]")?.select();
    }
  };
  return (
    <div className="panel auth-panel">
      <Page title={t`Log in`} heading={t`Welcome back`}>
        {state.kind === "signedOut" && state.reason === "expired" && (
          <p className="notice-line" role="status">
            {t`Your session ended. Log in to continue where you were; drafts are kept.`}
          </p>
        )}
        <form onSubmit={onSubmit}>
          <Field
            label={t`Username or e-mail`}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <Field label={t`Password`} name="password" type="password" autoComplete="current-password" required />
          <div role="alert">{problem !== null && <p className="error">{loginError(problem)}</p>}</div>
          <SubmitButton className="button big" pending={busy} pendingText={t`Logging in…`}>
            {t`Log in`}
          </SubmitButton>
        </form>
        <p className="auth-alternative">
          {t`New here?`} <Link to={`/register${search}`}>{t`Create an account`}</Link>
        </p>
      </Page>
    </div>
  );
}

function loginError(problem: unknown): string {
  if (problem instanceof Problem && problem.status === 401) return t`Wrong username or password.`;
  return errorMessage(problem);
}
