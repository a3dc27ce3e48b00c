import type { ChatMessage } from "../api/types";
import { locale } from "../i18n/language";
import { t } from "../i18n/text";
import type { PendingMessage } from "./outbox";

/** What the conversation shows below each other. */
export type Row =
  | { kind: "day"; key: string; date: Date }
  | { kind: "new"; key: string }
  | {
      kind: "group";
      key: string;
      sender: ChatMessage["sender"];
      mine: boolean;
      folded: boolean;
      messages: ChatMessage[];
    }
  | { kind: "pending"; key: string; messages: readonly PendingMessage[] };

/** A later message of the same sender starts a new group. */
const groupTime = 5 * 60_000;

interface Options {
  me: string;
  /** The read marker when the room was opened. */
  readAtOpen: number;
}

/** Groups messages of the same sender, and puts dividers between days and before what is new. */
export function toRows(
  messages: readonly ChatMessage[],
  outbox: readonly PendingMessage[],
  { me, readAtOpen }: Options,
): Row[] {
  const rows: Row[] = [];
  let previous: ChatMessage | undefined;
  const firstNew = messages.find((message) => message.sequence > readAtOpen && message.sender?.id !== me);
  for (const message of messages) {
    const sentAt = new Date(message.sentAt);
    if (previous === undefined || !isSameDay(new Date(previous.sentAt), sentAt)) {
      rows.push({ kind: "day", key: `day-${message.sequence}`, date: sentAt });
    }
    if (message === firstNew) rows.push({ kind: "new", key: "new" });
    const last = rows.at(-1);
    if (last?.kind === "group" && previous !== undefined && belongTogether(previous, message)) {
      last.messages.push(message);
    } else {
      const mine = message.sender?.id === me;
      rows.push({
        kind: "group",
        key: `group-${message.sequence}`,
        sender: message.sender,
        mine,
        folded: message.folded,
        messages: [message],
      });
    }
    previous = message;
  }
  if (outbox.length > 0) rows.push({ kind: "pending", key: "pending", messages: outbox });
  return rows;
}

const belongTogether = (a: ChatMessage, b: ChatMessage): boolean =>
  a.sender?.id === b.sender?.id &&
  a.folded === b.folded &&
  (a.folded || Date.parse(b.sentAt) - Date.parse(a.sentAt) < groupTime);

const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString();

/** The name of a day: Today, Yesterday, or the date, with the year if it is not the current one. */
export function dayName(day: Date, now: Date): string {
  if (isSameDay(day, now)) return t`Today`;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (isSameDay(day, yesterday)) return t`Yesterday`;
  const options: Intl.DateTimeFormatOptions = { weekday: "long", day: "numeric", month: "long" };
  if (day.getFullYear() !== now.getFullYear()) options.year = "numeric";
  return day.toLocaleDateString(locale, options);
}

export const clockTime = (date: Date): string =>
  date.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
