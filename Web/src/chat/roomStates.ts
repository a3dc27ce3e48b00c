import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, unwrap } from "../api/client";
import type { Room } from "../api/types";
import type { RoomState } from "./live/events";
import { useMutedRooms } from "./muted";

/** Where each room of the user is, as far as this tab knows. Numbers only grow, whatever order news arrive in. */
export class RoomStates {
  #states: ReadonlyMap<string, RoomState> = new Map();
  #complete = false;
  #listeners = new Set<() => void>();

  get all(): ReadonlyMap<string, RoomState> {
    return this.#states;
  }

  /** Whether the live line is up, so that every room of the user is in here and current. */
  get complete(): boolean {
    return this.#complete;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Takes over a complete list: rooms that are not in it are no longer the user's. */
  replace(states: readonly RoomState[]): void {
    this.#complete = true;
    this.#set(new Map(states.map((state) => [state.room, latest(this.#states.get(state.room), state)])));
  }

  advance(room: string, change: Partial<Omit<RoomState, "room">>): void {
    const before = this.#states.get(room);
    const after = latest(before, { room, sequence: 0, revision: 0, read: 0, ...change });
    if (before !== undefined && same(before, after)) return;
    this.#set(new Map(this.#states).set(room, after));
  }

  remove(room: string): void {
    if (!this.#states.has(room)) return;
    const states = new Map(this.#states);
    states.delete(room);
    this.#set(states);
  }

  /** The live line is down: what is known grows old. */
  suspend(): void {
    if (!this.#complete) return;
    this.#complete = false;
    this.#set(this.#states);
  }

  clear(): void {
    this.#complete = false;
    this.#set(new Map());
  }

  #set(states: ReadonlyMap<string, RoomState>): void {
    this.#states = states;
    for (const listener of this.#listeners) listener();
  }
}

function latest(before: RoomState | undefined, after: RoomState): RoomState {
  if (before === undefined) return after;
  return {
    room: after.room,
    sequence: Math.max(before.sequence, after.sequence),
    revision: Math.max(before.revision, after.revision),
    read: Math.max(before.read, after.read),
  };
}

const same = (a: RoomState, b: RoomState) =>
  a.sequence === b.sequence && a.revision === b.revision && a.read === b.read;

/** The unread messages of all rooms that are not muted. */
export function countUnread(states: ReadonlyMap<string, RoomState>, muted: ReadonlySet<string>): number {
  let count = 0;
  for (const { room, sequence, read } of states.values()) if (!muted.has(room)) count += Math.max(0, sequence - read);
  return count;
}

export const roomStates = new RoomStates();

export const useLiveUp = (): boolean => useSyncExternalStore(roomStates.subscribe, () => roomStates.complete);

/** The number on the badge of the navigation: by the live line, or polled while there is none. */
export function useChatUnread(): number {
  const states = useSyncExternalStore(roomStates.subscribe, () => roomStates.all);
  const muted = useMutedRooms();
  const live = useLiveUp();
  const { data } = useQuery({
    queryKey: ["chat", "unread"],
    queryFn: ({ signal }) => unwrap(api.GET("/api/rooms/unread", { signal })),
    refetchInterval: 30_000,
    enabled: !live,
  });
  const heard = countUnread(states, muted);
  if (live || data === undefined) return heard;
  // The API counts the muted rooms, too: how much that is, only the live line has told.
  if (muted.size > 0 && states.size === 0) return 0;
  return Math.max(0, data.messages - (countUnread(states, new Set()) - heard));
}

/** The unread messages of a room: by the live line if it knows the room, otherwise as it was loaded. */
export function useRoomUnread(room: Room): number {
  const state = useSyncExternalStore(roomStates.subscribe, () => roomStates.all.get(room.id));
  if (state === undefined) return room.unread;
  return Math.max(0, Math.max(state.sequence, room.lastSequence) - Math.max(state.read, room.readSequence));
}
