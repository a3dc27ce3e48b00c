import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { ErrorState } from "../ui/States";
import { usePush } from "./usePush";

/** Chooses whether this browser shows notifications while the app is closed. */
export function PushSwitch() {
  const { isSupported, state, change } = usePush();
  if (!isSupported)
    return (
      <p className="hint">
        {t`This browser can't show notifications while the app is closed. On an iPhone or iPad, add Social to the Home Screen first.`}
      </p>
    );
  if (state.isError && state.data === undefined) return <ErrorState error={state.error} retry={state.refetch} />;
  const { key, permission, subscribed } = state.data ?? { key: "", permission: "default", subscribed: false };
  if (key === null) return <p className="hint">{t`This server doesn't send notifications to browsers.`}</p>;
  const isBlocked = permission === "denied";
  const isBusy = state.isPending || change.isPending;
  const on = change.isPending ? change.variables.on : subscribed;
  return (
    <>
      <label className="switch">
        <input
          type="checkbox"
          checked={on && !isBlocked}
          disabled={isBlocked}
          aria-disabled={isBusy}
          aria-describedby="push-hint"
          onChange={(event) => {
            if (!isBusy) change.mutate({ on: event.target.checked, key });
          }}
        />
        {t`Notifications when this app is closed`}
      </label>
      <p className="hint" id="push-hint">
        {isBlocked
          ? t`Your browser blocks notifications from this site. Allow them in its settings, then load this page again.`
          : t`On this browser, until you log out. They say who did something, not what was written.`}
      </p>
      <div role="alert">
        {change.isError && (
          <p className="error">
            {change.error instanceof Problem
              ? errorMessage(change.error)
              : t`Your browser couldn't turn notifications on. Try again later.`}
          </p>
        )}
      </div>
    </>
  );
}
