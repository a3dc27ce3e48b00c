import type { MessageRequests } from "../api/messages";
import { isUnreachable } from "../api/problem";
import { Toggles } from "../api/toggle";
import type { ChatMessage } from "../api/types";
import { applyEvent, asDeleted, type FindPerson, toggleReaction } from "./applyEvent";
import { Follower } from "./follower";
import type { MessageEvent, RoomState } from "./live/events";
import type { PendingMessage, PendingPhoto } from "./outbox";
import { Outgoing } from "./outgoing";
import { toReply } from "./quotes";
import {
  emptyTimeline,
  firstLoaded,
  isAtStart,
  jumpWindow,
  lastLoaded,
  mergeMessages,
  openTimeline,
  patchMessage,
  type Timeline,
} from "./timeline";

export interface ConversationState {
  status: "loading" | "ready" | "failed";
  error: unknown;
  timeline: Timeline;
  outbox: readonly PendingMessage[];
  /** The read marker when the room was opened: what follows it is new. */
  readAtOpen: number;
  loading: "older" | "newer" | null;
  loadFailed: "older" | "newer" | null;
}

export interface ConversationPorts extends MessageRequests {
  /** Where the room is and how far the user has read. */
  state: (room: string) => Promise<RoomState>;
  find: FindPerson;
}

/** More unread messages than this are read from the first of them instead of from the end. */
const maxUnreadAtEnd = 40;
const pageSize = 50;

/** A room's messages in this tab: what is loaded, what is being sent, and how both are kept current. */
export class Conversation {
  #state: ConversationState;
  #listeners = new Set<() => void>();
  #toggles = new Toggles();
  #follower: Follower;
  #outgoing: Outgoing;

  constructor(
    readonly room: string,
    readonly me: string,
    private readonly ports: ConversationPorts,
  ) {
    this.#follower = new Follower(
      (from, limit) => ports.list(room, from, limit),
      () => this.#state.timeline,
      (timeline, messages) => {
        this.#set({ timeline });
        for (const message of messages) this.#drop(message.id, message.sender?.id);
        this.#outgoing.updateQuotes(messages);
      },
    );
    this.#outgoing = new Outgoing(room, me, {
      send: ports.send,
      onChange: (outbox) => this.#set({ outbox }),
      onSent: (sent) => {
        // A room that is not open yet will load it.
        if (this.#state.status !== "ready") return;
        this.#set({ timeline: mergeMessages(this.#state.timeline, [sent]) });
        this.#follower.note(sent.sequence, 0);
      },
    });
    this.#state = {
      status: "loading",
      error: null,
      timeline: emptyTimeline,
      outbox: this.#outgoing.messages,
      readAtOpen: Number.MAX_SAFE_INTEGER,
      loading: null,
      loadFailed: null,
    };
  }

  get state(): ConversationState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Loads the room, or what changed since it was open last. */
  async open(): Promise<void> {
    try {
      const state = await this.ports.state(this.room);
      if (this.#state.status === "ready") {
        this.#set({ readAtOpen: state.read });
        this.onState(state);
        void this.#outgoing.resume();
        return;
      }
      this.#set({ status: "loading", error: null });
      const around = state.sequence - state.read > maxUnreadAtEnd;
      const page = await this.ports.list(this.room, around ? { around: state.read + 1 } : {}, pageSize);
      const timeline = openTimeline(page.items, state.sequence, state.revision);
      this.#set({ status: "ready", timeline, readAtOpen: state.read });
      this.#follower.note(state.sequence, state.revision);
      void this.#outgoing.resume();
    } catch (error) {
      this.#set({ status: "failed", error });
    }
  }

  /** There is a connection again: what could not be loaded or sent for want of one now is. */
  reconnect(): void {
    const { status, error } = this.#state;
    if (status === "failed" && isUnreachable(error)) void this.open();
    else this.resume();
  }

  /** Sends what was on its way when the page was left, and what waits for a connection. */
  resume(): void {
    void this.#outgoing.resume();
  }

  /** What is new from here on: after the window was away, or once it was read and something else arrives. */
  markNewFrom(read: number): void {
    if (this.#state.readAtOpen !== read) this.#set({ readAtOpen: read });
  }

  onEvent(event: MessageEvent): void {
    if (this.#state.status !== "ready") return;
    if (event.name === "message") this.#drop(event.id, event.senderId);
    const applied = applyEvent(this.#state.timeline, event, this.me, this.ports.find);
    if (applied.timeline !== this.#state.timeline) this.#set({ timeline: applied.timeline });
    const lastSequence = event.name === "message" ? event.sequence : 0;
    if (applied.incomplete) this.#follower.note(lastSequence, event.revision);
  }

  /** The room is said to be at this place: what is lacking is asked for. */
  onState({ sequence, revision }: Pick<RoomState, "sequence" | "revision">): void {
    if (this.#state.status === "ready") this.#follower.note(sequence, revision);
  }

  loadOlder = (): Promise<void> => {
    const { timeline } = this.#state;
    if (isAtStart(timeline)) return Promise.resolve();
    return this.#load("older", { before: firstLoaded(timeline) });
  };

  loadNewer = (): Promise<void> => {
    const { timeline } = this.#state;
    if (timeline.following) return Promise.resolve();
    return this.#load("newer", { after: lastLoaded(timeline) });
  };

  /** Loads the part of the room around a message, if it is not loaded yet. */
  async jumpTo(sequence: number): Promise<void> {
    const { timeline } = this.#state;
    if (sequence >= firstLoaded(timeline) && sequence <= lastLoaded(timeline)) return;
    const page = await this.ports.list(this.room, { around: sequence }, pageSize);
    this.#set({ timeline: jumpWindow(this.#state.timeline, page.items), loadFailed: null });
  }

  async jumpToLatest(): Promise<void> {
    if (this.#state.timeline.following) return;
    const page = await this.ports.list(this.room, {}, pageSize);
    this.#set({ timeline: jumpWindow(this.#state.timeline, page.items), loadFailed: null });
  }

  send(text: string, replyTo: ChatMessage | null, photos: readonly PendingPhoto[] = []): void {
    this.#outgoing.send(text, replyTo && toReply(replyTo), photos);
  }

  retry(id: string): void {
    this.#outgoing.retry(id);
  }

  cancel(id: string): void {
    this.#outgoing.cancel(id);
  }

  /** Gives a failed message up. */
  discard(id: string): void {
    this.#outgoing.remove(id);
  }

  async edit(id: string, text: string): Promise<void> {
    const edited = await this.ports.edit(this.room, id, text);
    this.#set({ timeline: mergeMessages(this.#state.timeline, [edited]) });
  }

  async remove(id: string): Promise<void> {
    await this.ports.remove(this.room, id);
    this.#set({ timeline: patchMessage(this.#state.timeline, id, (message) => asDeleted(message)) });
  }

  /** Adds or removes the user's reaction: an optimistic update, rolled back on failure. */
  react(id: string, emoji: string, on: boolean): Promise<void> {
    const show = (shown: boolean) =>
      this.#set({ timeline: patchMessage(this.#state.timeline, id, (one) => toggleReaction(one, emoji, shown)) });
    show(on);
    return this.#toggles.set(`${id}/${emoji}`, on, (goal) => this.ports.react(this.room, id, emoji, goal), show);
  }

  async #load(direction: "older" | "newer", from: { before: number } | { after: number }): Promise<void> {
    if (this.#state.loading !== null) return;
    this.#set({ loading: direction, loadFailed: null });
    try {
      const page = await this.ports.list(this.room, from, pageSize);
      const timeline = mergeMessages(this.#state.timeline, page.items);
      const atEnd = direction === "newer" && page.next === null;
      this.#set({ loading: null, timeline: atEnd ? { ...timeline, following: true } : timeline });
    } catch {
      this.#set({ loading: null, loadFailed: direction });
    }
  }

  /** Takes a message that is in the room out of the outbox. */
  #drop(id: string, sender: string | undefined): void {
    if (sender === this.me) this.#outgoing.remove(id);
  }

  #set(change: Partial<ConversationState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
