import type { QueryClient } from "@tanstack/react-query";
import { dropRoom, membersKey, patchMember, patchRoom, roomKey, roomsKey } from "../../api/chat";
import { flatten, type Pages } from "../../api/pages";
import type { Room } from "../../api/types";
import { session } from "../../session/browser";
import { asDeleted } from "../applyEvent";
import { notifyDesktop } from "../desktopNotifications";
import { latestMessage } from "../latestMessage";
import { roomStates } from "../roomStates";
import { typing } from "../typing";
import { currentLine } from "./currentLine";
import { type LiveEvent, onLive, type RoomState } from "./events";

const refetchAfter = 500;

/** Applies the live events to what every page shows: the badge, the room list, members and notifications. */
export function followEvents(client: QueryClient, me: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Many events at once, as after a reconnect, are one request.
  const refetchRooms = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void client.invalidateQueries({ queryKey: roomsKey }), refetchAfter);
  };
  const stop = onLive((event) => apply(client, me, event, refetchRooms));
  return () => {
    stop();
    clearTimeout(timer);
  };
}

const roomsOf = (client: QueryClient) => client.getQueryData<Pages<Room>>(roomsKey);

function apply(client: QueryClient, me: string, event: LiveEvent, refetchRooms: () => void): void {
  switch (event.name) {
    case "states":
      takeStates(client, event.states, refetchRooms);
      return;
    case "message": {
      const { room, sequence, revision, senderId } = event;
      const mine = senderId === me;
      roomStates.advance(room, { sequence, revision, ...(mine && { read: sequence }) });
      typing.stop(room, senderId);
      const listed = flatten(roomsOf(client)).find((one) => one.id === room);
      const latest = listed && latestMessage(listed, event, ownAuthor());
      if (latest === undefined) refetchRooms();
      else patchRoom(client, room, (one) => ({ ...one, ...latest }));
      if (!mine) void notifyDesktop(event);
      return;
    }
    case "edited":
      roomStates.advance(event.room, { revision: event.revision });
      patchLast(client, event, (last) => ({ ...last, text: event.text }));
      return;
    case "deleted":
      roomStates.advance(event.room, { revision: event.revision });
      patchLast(client, event, (last) => asDeleted(last));
      return;
    case "reaction":
      roomStates.advance(event.room, { revision: event.revision });
      return;
    case "joined":
      if (event.userId === me) {
        refetchRooms();
        void currentLine()?.resync();
      } else changeMembers(client, event.room);
      return;
    case "left":
      if (event.userId === me) drop(client, event.room);
      else {
        changeMembers(client, event.room);
        // They may have deleted their account, and the list shows whose the latest message is.
        if (isListed(client, event.room, event.userId)) refetchRooms();
      }
      return;
    case "removed":
      drop(client, event.room);
      return;
    case "renamed":
      patchRoom(client, event.room, (room) => ({ ...room, name: event.title }));
      return;
    case "read": {
      const { room, userId, sequence } = event;
      if (userId === me) {
        roomStates.advance(room, { read: sequence });
        patchRoom(client, room, (one) => ({ ...one, readSequence: Math.max(one.readSequence, sequence) }));
      }
      patchMember(client, room, userId, (one) => ({ ...one, readSequence: Math.max(one.readSequence, sequence) }));
      return;
    }
    case "presence": {
      const { room, userId, online } = event;
      const lastSeen = online ? null : new Date().toISOString();
      patchMember(client, room, userId, (one) => (one.user === null ? one : { ...one, online, lastSeen }));
      if (!online) typing.stop(room, userId);
      return;
    }
    case "typing":
      typing.start(event.room, event.userId);
      return;
    case "notification":
      void client.invalidateQueries({ queryKey: ["notifications", "unread"] });
      return;
  }
}

function takeStates(client: QueryClient, states: readonly RoomState[], refetchRooms: () => void): void {
  const before = roomStates.all;
  roomStates.replace(states);
  const listed = new Map(flatten(roomsOf(client)).map((room) => [room.id, room]));
  for (const { room, sequence, read } of states) {
    const one = listed.get(room);
    // A room that is not listed may be on a page that is not loaded.
    const isNew = one === undefined ? before.get(room)?.sequence !== sequence : one.lastSequence < sequence;
    if (isNew) refetchRooms();
    else if (one !== undefined && one.readSequence < read)
      patchRoom(client, room, (r) => ({ ...r, readSequence: read }));
    listed.delete(room);
  }
  if (listed.size > 0) refetchRooms();
  for (const room of listed.keys()) void client.invalidateQueries({ queryKey: roomKey(room) });
}

function patchLast(
  client: QueryClient,
  { room, id }: { room: string; id: string },
  change: (last: NonNullable<Room["lastMessage"]>) => Room["lastMessage"],
): void {
  patchRoom(client, room, (one) =>
    one.lastMessage?.id === id ? { ...one, lastMessage: change(one.lastMessage) } : one,
  );
}

function changeMembers(client: QueryClient, room: string): void {
  void client.invalidateQueries({ queryKey: roomKey(room) });
  void client.invalidateQueries({ queryKey: membersKey(room) });
}

/** Whether the room list shows this person at the room. */
function isListed(client: QueryClient, room: string, user: string): boolean {
  const listed = flatten(roomsOf(client)).find((one) => one.id === room);
  return listed?.peer?.id === user || listed?.lastMessage?.sender?.id === user;
}

function drop(client: QueryClient, room: string): void {
  roomStates.remove(room);
  dropRoom(client, room);
}

const ownAuthor = () => (session.state.kind === "signedIn" ? session.state.me : null);
