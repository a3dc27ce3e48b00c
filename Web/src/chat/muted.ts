import { useSyncExternalStore } from "react";
import { session } from "../session/browser";

/** The rooms a user muted on this device. The API keeps no such list. */
class MutedRooms {
  #user = "";
  #rooms: ReadonlySet<string> = new Set();
  #listeners = new Set<() => void>();

  get all(): ReadonlySet<string> {
    const user = session.state.kind === "signedIn" ? session.state.me.id : "";
    if (user !== this.#user) {
      this.#user = user;
      this.#rooms = load(user);
    }
    return this.#rooms;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  set(room: string, muted: boolean): void {
    const rooms = new Set(this.all);
    if (muted) rooms.add(room);
    else rooms.delete(room);
    this.#rooms = rooms;
    try {
      localStorage.setItem(key(this.#user), JSON.stringify([...rooms]));
    } catch {
      // Storage may be blocked; the choice then lasts as long as the page.
    }
    this.#changed();
  }

  /** Another tab changed the list. */
  onStorage(changed: string | null): void {
    if (changed !== key(this.#user)) return;
    this.#rooms = load(this.#user);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const key = (user: string) => `social.muted.${user}`;

function load(user: string): ReadonlySet<string> {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key(user)) ?? "[]");
    return new Set(Array.isArray(saved) ? saved.filter((room) => typeof room === "string") : []);
  } catch {
    return new Set();
  }
}

export const mutedRooms = new MutedRooms();
addEventListener("storage", (event) => mutedRooms.onStorage(event.key));

export const useMutedRooms = () => useSyncExternalStore(mutedRooms.subscribe, () => mutedRooms.all);
