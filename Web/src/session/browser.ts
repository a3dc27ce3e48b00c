import { useSyncExternalStore } from "react";
import type { Profile } from "../api/types";
import { Session, type SessionMessage, type SessionState } from "./session";

const channel = "BroadcastChannel" in window ? new BroadcastChannel("social.session") : null;
const hintKey = "social.session";

/** Storage may be blocked by the browser's settings; the session then ends with the tab. */
function stored<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

export const session = new Session({
  fetch: (path, init) => fetch(path, init),
  // Two tabs that spend the same refresh token look like token theft to the server. Web Locks exist in every secure context.
  withLock: async (task) => ("locks" in navigator ? await navigator.locks.request("social.session", task) : task()),
  broadcast: (message) => channel?.postMessage(message),
  hasSessionHint: () => stored(() => localStorage.getItem(hintKey) !== null, false),
  setSessionHint: (yes) =>
    stored(() => (yes ? localStorage.setItem(hintKey, "1") : localStorage.removeItem(hintKey)), undefined),
  now: Date.now,
});

channel?.addEventListener("message", (event: MessageEvent<SessionMessage>) => session.onBroadcast(event.data));

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** The logged-in user. Only for pages that require a session. */
export function useMe(): Profile {
  const state = useSession();
  if (state.kind !== "signedIn") throw new Error("useMe needs a session.");
  return state.me;
}
