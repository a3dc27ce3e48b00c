import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { fetchRoom, patchRoom, useMembers } from "../api/chat";
import { messageRequests } from "../api/messages";
import { flatten } from "../api/pages";
import type { Author, Member } from "../api/types";
import { session, useMe } from "../session/browser";
import type { Person } from "./applyEvent";
import { Conversation } from "./conversation";
import { onLive, type RoomState } from "./live/events";
import { roomsWithOutbox } from "./outbox";
import { roomStates, useLiveUp } from "./roomStates";

const conversations = new Map<string, Conversation>();
/** The members of each room as last loaded, by which live events are shown without asking. */
const people = new Map<string, ReadonlyMap<string, Person>>();

/** Without the live line the room is asked for news at this interval. */
const pollInterval = 15_000;

async function fetchState(id: string): Promise<RoomState> {
  const live = roomStates.complete ? roomStates.all.get(id) : undefined;
  if (live !== undefined) return live;
  const room = await fetchRoom(id);
  return { room: id, sequence: room.lastSequence, revision: room.revision, read: room.readSequence };
}

function conversationOf(room: string, me: string): Conversation {
  const key = `${me}/${room}`;
  let conversation = conversations.get(key);
  if (conversation === undefined) {
    conversation = new Conversation(room, me, {
      ...messageRequests,
      state: fetchState,
      find: (id) => people.get(room)?.get(id),
    });
    conversations.set(key, conversation);
  }
  return conversation;
}

/** Sends what was on its way when the page was left, or waits for a connection, in rooms that this tab has not opened, too. */
export function resumeOutboxes(me: string): void {
  for (const room of roomsWithOutbox(me)) conversationOf(room, me).resume();
}

/** There is a connection: what waits for one in any room that this tab has opened is sent, shown or not. */
function reconnect(): void {
  const { state } = session;
  if (state.kind !== "signedIn") return;
  // Another user may have used this tab before.
  for (const conversation of conversations.values()) if (conversation.me === state.me.id) conversation.reconnect();
}

addEventListener("online", reconnect);
onLive((event) => event.name === "states" && reconnect());

function peopleOf(members: readonly Member[], me: Author): ReadonlyMap<string, Person> {
  const all = members.map((member): [string, Person] => [member.id, { author: member.user, folded: member.folded }]);
  return new Map([...all, [me.id, { author: authorOf(me), folded: false }]]);
}

const authorOf = ({ id, username, displayName, avatarUrl }: Author): Author => ({
  id,
  username,
  displayName,
  avatarUrl,
});

/** The conversation of a room, loaded and kept current while it is shown. */
export function useConversation(room: string) {
  const me = useMe();
  const conversation = conversationOf(room, me.id);
  const state = useSyncExternalStore(conversation.subscribe, () => conversation.state);
  const members = flatten(useMembers(room).data);
  useEffect(() => {
    people.set(room, peopleOf(members, me));
  });
  useEffect(() => {
    void conversation.open();
    return onLive((event) => {
      if (event.name === "states") {
        const mine = event.states.find((one) => one.room === room);
        if (mine !== undefined) conversation.onState(mine);
      } else if ("room" in event && event.room === room) {
        if (event.name === "joined" || event.name === "left") {
          conversation.onState({ sequence: event.lastSequence, revision: event.revision });
        } else if (
          event.name === "message" ||
          event.name === "edited" ||
          event.name === "deleted" ||
          event.name === "reaction"
        ) {
          conversation.onEvent(event);
        }
      }
    });
  }, [conversation, room]);
  usePolling(conversation, room);
  return { conversation, state, members, me };
}

function usePolling(conversation: Conversation, room: string): void {
  const live = useLiveUp();
  const client = useQueryClient();
  useEffect(() => {
    if (live) return;
    const poll = async () => {
      if (document.hidden) return;
      const fresh = await fetchRoom(room).catch(() => undefined);
      if (fresh === undefined) return;
      patchRoom(client, room, () => fresh);
      conversation.onState({ sequence: fresh.lastSequence, revision: fresh.revision });
      reconnect();
    };
    const timer = setInterval(() => void poll(), pollInterval);
    return () => clearInterval(timer);
  }, [live, conversation, room, client]);
}
