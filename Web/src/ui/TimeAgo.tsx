import { useSyncExternalStore } from "react";
import { fullDate, timeAgo } from "./time";

// One timer for all times shown, instead of one per post.
let now = new Date();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = new Date();
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A relative time with the full date as a tooltip; `long` shows the full date. */
export function TimeAgo({ at, long = false }: { at: string; long?: boolean }) {
  const clock = useSyncExternalStore(subscribe, () => now);
  const then = new Date(at);
  return (
    <time dateTime={at} title={fullDate(then)}>
      {long ? fullDate(then) : timeAgo(then, clock)}
    </time>
  );
}
