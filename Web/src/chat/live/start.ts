import type { QueryClient } from "@tanstack/react-query";
import { session } from "../../session/browser";
import { roomStates } from "../roomStates";
import { currentLine, setLine } from "./currentLine";
import { followEvents } from "./effects";
import { publishLive } from "./events";
import { LiveLine } from "./liveLine";
import { connect } from "./socket";

/** The token is renewed this long before it expires. */
const renewBefore = 15_000;

/** Opens the live line and keeps everything current that it tells about. Returns what ends it. */
export function startLive(client: QueryClient, userId: string): () => void {
  const line = new LiveLine({
    connect: (onClose) => connect(onClose, () => void line.resync()),
    token: () => session.token(),
    refresh: (spent) => session.refresh(spent),
    onStates: (states) => publishLive({ name: "states", states }),
    onDown: () => roomStates.suspend(),
    random: Math.random,
  });
  const unfollow = followEvents(client, userId);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onSession = () => {
    clearTimeout(timer);
    const { state } = session;
    if (state.kind !== "signedIn" || state.me.id !== userId) return;
    void line.renew(state.token);
    // An idle page sends no request that would renew it.
    const wait = Math.max(1_000, state.expiresAt - Date.now() - renewBefore);
    timer = setTimeout(() => void session.token().catch(() => undefined), wait);
  };
  const unsubscribe = session.subscribe(onSession);
  const wake = () => {
    if (document.visibilityState === "visible") line.wake();
  };
  addEventListener("online", wake);
  document.addEventListener("visibilitychange", wake);
  setLine(line);
  onSession();
  line.start();
  return () => {
    unsubscribe();
    unfollow();
    clearTimeout(timer);
    removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", wake);
    line.stop();
    if (currentLine() === line) setLine(null);
    roomStates.clear();
  };
}
