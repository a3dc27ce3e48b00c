import { type FormEvent, useState } from "react";
import { useFarewell } from "../api/account";
import { Problem, wording } from "../api/problem";
import { limits } from "../limits";
import { Field } from "../ui/Field";
import { Modal } from "../ui/Modal";

/** Deleting the account, asked twice and proved by the password. */
export function Farewell() {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p className="hint">Your profile, posts, stories, likes and comments go with it. Nobody can bring them back.</p>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        Delete my account…
      </button>
      {asking && <Question onClose={() => setAsking(false)} />}
    </>
  );
}

function Question({ onClose }: { onClose: () => void }) {
  const farewell = useFarewell();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    farewell.mutate(String(new FormData(event.currentTarget).get("password")));
  };
  const error = farewell.error instanceof Problem ? farewell.error.field("password") : undefined;
  return (
    <Modal label="Delete your account?" className="sheet" onClose={onClose}>
      <h2>Delete your account?</h2>
      <p>Everything you own here disappears for everyone, at once and for good.</p>
      <form onSubmit={onSubmit}>
        <Field
          label="Your password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={limits.password.max}
          error={error}
        />
        <div role="alert">
          {farewell.isError && error === undefined && <p className="error">{wording(farewell.error)}</p>}
        </div>
        <div className="sheet-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            Keep it
          </button>
          <button type="submit" className="button danger" disabled={farewell.isPending}>
            {farewell.isPending ? "Deleting…" : "Delete it"}
          </button>
        </div>
      </form>
    </Modal>
  );
}
