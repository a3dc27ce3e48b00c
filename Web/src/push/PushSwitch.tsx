import { useState } from "react";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { ErrorState } from "../ui/States";
import { usePush } from "./usePush";

/** Chooses whether this browser shows notifications while the app is closed. */
export function PushSwitch() {
  const { isSupported, state, change } = usePush();
  // In the click itself: a mutation reports that it is pending later, and until then React would put the tick back.
  const [wanted, setWanted] = useState<boolean | null>(null);
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
  const turn = (on: boolean) => {
    if (wanted !== null) return;
    setWanted(on);
    change.mutate({ on, key }, { onSettled: () => setWanted(null) });
  };
  return (
    <>
      <label className="switch">
        <input
          type="checkbox"
          checked={(wanted ?? subscribed) && !isBlocked}
          disabled={isBlocked || state.isPending}
          aria-disabled={wanted !== null}
          aria-describedby="push-hint"
          onChange={(event) => turn(event.target.checked)}
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
