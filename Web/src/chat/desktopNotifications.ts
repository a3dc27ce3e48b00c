import { useSyncExternalStore } from "react";
import { fetchRoom } from "../api/chat";
import { t } from "../i18n/text";
import type { LiveMessage } from "./live/events";
import { mutedRooms } from "./muted";
import { messageText, roomTitle } from "./roomText";

const supported = "Notification" in window;
const listeners = new Set<() => void>();

/** "unsupported", or what the user allowed: "default" until they were asked. */
const permission = () => (supported ? Notification.permission : "unsupported");

/** Asks the user; only from a button, since browsers refuse it otherwise. */
export async function askPermission(): Promise<void> {
  if (supported) await Notification.requestPermission();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const usePermission = () => useSyncExternalStore(subscribe, permission);

/** Shows a message outside of the page, while the page is hidden and the user has allowed it. */
export async function notifyDesktop({ room: id, sequence }: LiveMessage): Promise<void> {
  if (!document.hidden || permission() !== "granted" || mutedRooms.all.has(id)) return;
  // The API knows the names, and whether the sender is blocked.
  const room = await fetchRoom(id).catch(() => undefined);
  const message = room?.lastMessage;
  if (room === undefined || message == null || message.folded || message.deleted || message.sequence < sequence) return;
  const sender = message.sender?.displayName ?? t`Deleted account`;
  try {
    const shown = new Notification(room.direct ? sender : t`${sender} in ${roomTitle(room)}`, {
      body: messageText(message).slice(0, 200),
      // One for each room, and one for all tabs.
      tag: `social.chat.${id}`,
      icon: "/favicon.svg",
    });
    shown.onclick = () => {
      focus();
      shown.close();
      location.assign(`/chat/${id}`);
    };
  } catch {
    // Some phones only take notifications from a service worker.
  }
}
