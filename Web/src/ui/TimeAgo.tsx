import { useSyncExternalStore } from "react";
import { ago, moment } from "./time";

// One clock for all times shown, so that a long feed does not hold a timer per post.
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

export function TimeAgo({ at }: { at: string }) {
  const clock = useSyncExternalStore(subscribe, () => now);
  const then = new Date(at);
  // What was just written is younger than the clock's last tick.
  return (
    <time dateTime={at} title={moment(then)}>
      {ago(then, clock)}
    </time>
  );
}
