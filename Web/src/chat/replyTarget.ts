import { useEffect, useState } from "react";
import type { ChatMessage } from "../api/types";
import { useMe } from "../session/browser";

/** Beside the draft of the room, so that both are removed together when the account is. */
const key = (user: string, room: string) => `social.draft.${user}/chat/${room}/reply`;

function loadReplyTarget(user: string, room: string): ChatMessage | null {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key(user, room)) ?? "null");
    return typeof saved === "object" && saved !== null && "id" in saved ? (saved as ChatMessage) : null;
  } catch {
    return null;
  }
}

function save(user: string, room: string, target: ChatMessage | null): void {
  try {
    if (target === null) localStorage.removeItem(key(user, room));
    else localStorage.setItem(key(user, room), JSON.stringify(target));
  } catch {
    // Storage may be blocked; the target then lasts as long as the page.
  }
}

/** The message that the draft of a room answers; it survives a reload as the draft does, but not the message's deletion. */
export function useReplyTarget(room: string, messages: readonly ChatMessage[]) {
  const me = useMe();
  const [chosen, setChosen] = useState(() => loadReplyTarget(me.id, room));
  const set = (target: ChatMessage | null) => {
    save(me.id, room, target);
    setChosen(target);
  };
  const loaded = messages.find((message) => message.id === chosen?.id);
  const current = loaded ?? chosen;
  const deleted = current?.deleted === true;
  useEffect(() => {
    if (!deleted) return;
    save(me.id, room, null);
    setChosen(null);
  }, [deleted, me.id, room]);
  useEffect(() => {
    // Who sent it may have deleted their account: what is kept must not say more than the room does.
    if (loaded !== undefined && !loaded.deleted) save(me.id, room, loaded);
  }, [loaded, me.id, room]);
  return [deleted ? null : current, set] as const;
}
