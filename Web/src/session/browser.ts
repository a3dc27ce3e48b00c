import { useSyncExternalStore } from "react";
import type { Profile } from "../api/types";
import { Session, type SessionNews, type SessionState } from "./session";

const channel = "BroadcastChannel" in window ? new BroadcastChannel("social.session") : null;
const hint = "social.session";

/** Storage may be forbidden by the person's settings; the session then lasts until the tab is closed. */
function stored<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

export const session = new Session({
  fetch: (path, init) => fetch(path, init),
  // Two tabs that spend the same refresh token would look like a thief to the server. Locks exist wherever cookies are secure.
  alone: async (task) => ("locks" in navigator ? await navigator.locks.request("social.session", task) : task()),
  tell: (news) => channel?.postMessage(news),
  remembered: () => stored(() => localStorage.getItem(hint) !== null, false),
  remember: (yes) => stored(() => (yes ? localStorage.setItem(hint, "1") : localStorage.removeItem(hint)), undefined),
  now: Date.now,
});

channel?.addEventListener("message", (event: MessageEvent<SessionNews>) => session.hear(event.data));

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** The person who is logged in. Only for pages behind the log-in. */
export function useMe(): Profile {
  const state = useSession();
  if (state.kind !== "in") throw new Error("No one is logged in.");
  return state.me;
}
