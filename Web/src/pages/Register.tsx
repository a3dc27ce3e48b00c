import { type FormEvent, useEffect, useRef, useState } from "react";
import { Link, useLocation } from "react-router";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { register } from "../session/signIn";
import { Field } from "../ui/Field";
import { Page } from "../ui/Page";
import { SubmitButton } from "../ui/SubmitButton";

const fields = ["displayName", "username", "email", "password"];

export function Register() {
  const { search } = useLocation();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const refusal = problem instanceof Problem ? problem : null;
  // A taken username is a 409 with `errors`, like a validation error.
  const known = refusal !== null && fields.some((name) => refusal.field(name) !== undefined);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Focus moves to the first invalid field once its error is rendered.
    if (problem !== null) form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const data = new FormData(event.currentTarget);
    const email = String(data.get("email")).trim();
    setBusy(true);
    setProblem(null);
    try {
      await register({
        displayName: String(data.get("displayName")).trim(),
        username: String(data.get("username")).trim().replace(/^@/u, "").toLowerCase(),
        password: String(data.get("password")),
        email: email === "" ? null : email,
      });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div className="panel auth-panel">
      <Page title={t`Create an account`} heading={t`Create your account`}>
        <form ref={form} onSubmit={onSubmit}>
          <Field
            label={t`Name`}
            name="displayName"
            autoComplete="name"
            required
            hint={t`The name people see.`}
            error={refusal?.field("displayName")}
          />
          <Field
            label={t`Username`}
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            minLength={limits.username.min}
            maxLength={limits.username.max}
            pattern="@?[A-Za-z0-9_.]+"
            title={t`Letters a to z, digits, _ and .`}
            hint={t`3 to 30 letters a to z, digits, _ and . It can't be changed.`}
            error={refusal?.field("username")}
          />
          <Field
            label={t`Password`}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={limits.password.min}
            maxLength={limits.password.max}
            hint={t`At least 10 characters. A sentence is easy to remember.`}
            error={refusal?.field("password")}
          />
          <Field
            label={t`E-mail (optional)`}
            name="email"
            type="email"
            autoComplete="email"
            hint={t`Only for logging in. It is never shown.`}
            error={refusal?.field("email")}
          />
          <div role="alert">{problem !== null && !known && <p className="error">{errorMessage(problem)}</p>}</div>
          <SubmitButton className="button big" pending={busy} pendingText={t`Creating…`}>
            {t`Create account`}
          </SubmitButton>
        </form>
        <p className="auth-alternative">
          {t`Already have an account?`} <Link to={`/login${search}`}>{t`Log in`}</Link>
        </p>
      </Page>
    </div>
  );
}
