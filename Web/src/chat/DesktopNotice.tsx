import { useState } from "react";
import { t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { askPermission, usePermission } from "./desktopNotifications";

const key = "social.chat.notice";

function isDismissed(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

/** Offers notifications outside of the page, until the user has decided. The browser asks only after a click here. */
export function DesktopNotice() {
  const permission = usePermission();
  const [dismissed, setDismissed] = useState(isDismissed);
  if (permission !== "default" || dismissed) return null;
  const dismiss = () => {
    setDismissed(true);
    try {
      localStorage.setItem(key, "1");
    } catch {
      // Storage may be blocked; the offer then comes back with the next visit.
    }
  };
  return (
    <div className="chat-notice">
      <Icon name="bell" size={20} />
      <button type="button" className="button quiet" onClick={() => void askPermission()}>
        {t`Turn on notifications`}
      </button>
      <button type="button" className="round" aria-label={t`No notifications`} onClick={dismiss}>
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}
