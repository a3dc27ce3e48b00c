import type { Reply } from "../api/types";

/** A message that was sent here and is not confirmed yet. Its id is the message's, so a retry is the same message. */
export interface PendingMessage {
  id: string;
  text: string;
  replyTo: Reply | null;
  sentAt: string;
  state: "sending" | "failed";
  /** Why it failed. */
  error: string | null;
}

// With the prefix of drafts, so that they are removed together with the account.
const key = (user: string, room: string) => `social.draft.${user}/outbox/${room}`;

const isPending = (value: unknown): value is PendingMessage =>
  typeof value === "object" && value !== null && "id" in value && "text" in value && "sentAt" in value;

/** What was not confirmed when the page was left. Whether it arrived is unknown, and a retry finds out. */
export function loadOutbox(user: string, room: string): PendingMessage[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key(user, room)) ?? "[]");
    if (!Array.isArray(saved)) return [];
    return saved
      .filter(isPending)
      .map((message) => ({ ...message, state: "failed", error: message.error ?? "This message was not sent." }));
  } catch {
    return [];
  }
}

export function saveOutbox(user: string, room: string, outbox: readonly PendingMessage[]): void {
  try {
    if (outbox.length === 0) localStorage.removeItem(key(user, room));
    else localStorage.setItem(key(user, room), JSON.stringify(outbox));
  } catch {
    // Storage may be blocked or full; the messages then last as long as the page.
  }
}
