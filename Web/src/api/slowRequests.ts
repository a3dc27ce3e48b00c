import { useSyncExternalStore } from "react";

/** A request without a response for this long is slow, and the user may cancel it. */
const slowAfter = 10_000;

const slow = new Set<AbortController>();
const listeners = new Set<() => void>();

const changed = () => {
  for (const listener of listeners) listener();
};

/** Watches a request until `done`; `signal` is aborted when the user cancels slow requests. */
export function trackRequest(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    slow.add(controller);
    changed();
  }, slowAfter);
  const done = () => {
    clearTimeout(timer);
    if (slow.delete(controller)) changed();
  };
  return { signal: controller.signal, done };
}

export function cancelSlowRequests(): void {
  for (const controller of slow) controller.abort();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** How many requests are slow right now. */
export const useSlowRequests = (): number => useSyncExternalStore(subscribe, () => slow.size);
