import { useSyncExternalStore } from "react";
import { cancelSlowRequests, useSlowRequests } from "../api/slowRequests";
import { t } from "../i18n/text";
import { Icon } from "./Icon";
import { useModalOpen } from "./modals";

interface Notice {
  id: number;
  text: string;
  bad: boolean;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(value: readonly Notice[]) {
  notices = value;
  for (const listener of listeners) listener();
}

/** Shows a message for some seconds; screen readers announce it. */
export function notify(text: string, bad = false): void {
  last += 1;
  const notice = { id: last, text, bad };
  set([...notices.slice(-2), notice]);
  setTimeout(() => set(notices.filter((other) => other !== notice)), bad ? 8_000 : 4_000);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The notices of the page. While a modal dialog is open it shows them itself, since the page behind it is inert. */
export function Announcer({ inModal = false }: { inModal?: boolean }) {
  const shown = useSyncExternalStore(subscribe, () => notices);
  const modalOpen = useModalOpen();
  const slow = useSlowRequests();
  const active = inModal || !modalOpen;
  return (
    <div className="notices" role="status" aria-live="polite">
      {active &&
        shown.map((notice) => (
          <div key={notice.id} className={notice.bad ? "notice bad" : "notice"}>
            <Icon name={notice.bad ? "alert" : "check"} size={20} />
            <span>{notice.text}</span>
          </div>
        ))}
      {active && slow > 0 && (
        <div className="notice">
          <span>{t`This is taking longer than usual.`}</span>
          <button type="button" className="notice-action" onClick={cancelSlowRequests}>
            {t`Cancel`}
          </button>
        </div>
      )}
    </div>
  );
}
