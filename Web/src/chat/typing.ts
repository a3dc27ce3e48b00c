import { useSyncExternalStore } from "react";
import { plural, t } from "../i18n/text";

/** Longer than the interval at which a client repeats that its user is writing. */
const lifetime = 4_500;
const none: readonly string[] = [];

/** Who is writing in which room, for some seconds after each event. */
class Typing {
  #rooms = new Map<string, readonly string[]>();
  #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #listeners = new Set<() => void>();

  in(room: string): readonly string[] {
    return this.#rooms.get(room) ?? none;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  start(room: string, user: string): void {
    const timer = `${room}/${user}`;
    clearTimeout(this.#timers.get(timer));
    this.#timers.set(
      timer,
      setTimeout(() => this.stop(room, user), lifetime),
    );
    const users = this.in(room);
    if (!users.includes(user)) this.#set(room, [...users, user]);
  }

  stop(room: string, user: string): void {
    const timer = `${room}/${user}`;
    clearTimeout(this.#timers.get(timer));
    this.#timers.delete(timer);
    const users = this.in(room);
    if (users.includes(user))
      this.#set(
        room,
        users.filter((one) => one !== user),
      );
  }

  #set(room: string, users: readonly string[]): void {
    if (users.length === 0) this.#rooms.delete(room);
    else this.#rooms.set(room, users);
    for (const listener of this.#listeners) listener();
  }
}

export const typing = new Typing();

export const useTyping = (room: string): readonly string[] =>
  useSyncExternalStore(typing.subscribe, () => typing.in(room));

/** The line below a conversation: "Ada is writing…". */
export function typingText(names: readonly string[]): string {
  const [first, second] = names;
  if (first === undefined) return "";
  if (second === undefined) return t`${first} is writing…`;
  return names.length === 2
    ? t`${first} and ${second} are writing…`
    : plural(names.length, { one: "# person is writing…", other: "# people are writing…" });
}
