import { useSyncExternalStore } from "react";
import { Icon } from "./Icon";

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

export function Announcer() {
  const shown = useSyncExternalStore(subscribe, () => notices);
  return (
    <div className="notices" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} className={notice.bad ? "notice bad" : "notice"}>
          <Icon name={notice.bad ? "alert" : "check"} size={20} />
          <span>{notice.text}</span>
        </div>
      ))}
    </div>
  );
}
