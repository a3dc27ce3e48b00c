import { type FormEvent, useEffect, useRef, useState } from "react";
import { Link, useLocation } from "react-router";
import { Problem, wording } from "../api/problem";
import { limits } from "../limits";
import { enter } from "../session/enter";
import { Field } from "../ui/Field";
import { Page } from "../ui/Page";

const fields = ["displayName", "username", "email", "password"];

export function Register() {
  const { search } = useLocation();
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const refusal = problem instanceof Problem ? problem : null;
  // A name that is taken is a conflict, whichever field the answer names.
  const known = refusal !== null && fields.some((name) => refusal.field(name) !== undefined);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Once the refusal is shown, to the first field it is about.
    if (problem !== null) form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [problem]);
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const email = String(data.get("email")).trim();
    setBusy(true);
    setProblem(null);
    try {
      await enter("register", {
        displayName: String(data.get("displayName")).trim(),
        username: String(data.get("username")).trim().replace(/^@/u, "").toLowerCase(),
        password: data.get("password"),
        ...(email === "" ? {} : { email }),
      });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <div className="panel door">
      <Page title="Create an account" heading="Nice to meet you">
        <form ref={form} onSubmit={onSubmit}>
          <Field
            label="Name"
            name="displayName"
            autoComplete="name"
            maxLength={limits.displayName}
            required
            hint="As your friends know you."
            error={refusal?.field("displayName")}
          />
          <Field
            label="Username"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            minLength={limits.username.min}
            maxLength={limits.username.max}
            pattern="@?[A-Za-z0-9_.]+"
            title="Letters a to z, digits, _ and ."
            hint="3 to 30 letters a to z, digits, _ and . It cannot be changed."
            error={refusal?.field("username")}
          />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            required
            minLength={limits.password.min}
            maxLength={limits.password.max}
            hint="At least 10 characters. A sentence is easy to keep in mind."
            error={refusal?.field("password")}
          />
          <Field
            label="E-mail (if you like)"
            name="email"
            type="email"
            autoComplete="email"
            hint="Only for logging in. Nobody sees it."
            error={refusal?.field("email")}
          />
          <div role="alert">{problem !== null && !known && <p className="error">{wording(problem)}</p>}</div>
          <button type="submit" className="button big" disabled={busy}>
            {busy ? "One moment…" : "Create my account"}
          </button>
        </form>
        <p className="door-other">
          Here before? <Link to={`/login${search}`}>Log in</Link>
        </p>
      </Page>
    </div>
  );
}
