import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { patchRoom } from "../api/chat";
import { messageRequests } from "../api/messages";
import { roomStates } from "./roomStates";

const delay = 250;

const isWatching = () => document.visibilityState === "visible" && document.hasFocus();

/** Whether somebody looks at the page: it is visible and has the focus. */
function useWatching(): boolean {
  const [watching, setWatching] = useState(isWatching);
  useEffect(() => {
    const update = () => setWatching(isWatching());
    addEventListener("focus", update);
    addEventListener("blur", update);
    document.addEventListener("visibilitychange", update);
    return () => {
      removeEventListener("focus", update);
      removeEventListener("blur", update);
      document.removeEventListener("visibilitychange", update);
    };
  }, []);
  return watching;
}

/**
 * Tells the API how far the user has read, once the newest message is in view of somebody. `onAway` is told how far that was when they
 * leave, so that what comes meanwhile is shown as new.
 */
export function useReadMarker(room: string, newest: number, inView: boolean, onAway: (read: number) => void): void {
  const client = useQueryClient();
  const watching = useWatching();
  useEffect(() => {
    if (!watching || !inView || newest === 0) return;
    if ((roomStates.all.get(room)?.read ?? -1) >= newest) return;
    const timer = setTimeout(async () => {
      try {
        await messageRequests.markRead(room, newest);
        roomStates.advance(room, { read: newest });
        patchRoom(client, room, (one) => ({ ...one, readSequence: Math.max(one.readSequence, newest), unread: 0 }));
        void client.invalidateQueries({ queryKey: ["chat", "unread"] });
      } catch {
        // The next message or the next look at the page tries again.
      }
    }, delay);
    return () => clearTimeout(timer);
  }, [client, room, newest, inView, watching]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when they leave, since what comes afterwards is new
  useEffect(() => {
    if (!watching && inView) onAway(newest);
  }, [watching]);
}
