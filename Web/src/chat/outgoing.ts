import type { MessageRequests, NewMessage } from "../api/messages";
import { errorMessage, isUnreachable, Problem } from "../api/problem";
import type { ChatMessage, Reply } from "../api/types";
import type { UploadOptions } from "../api/upload";
import { t } from "../i18n/text";
import {
  loadOutbox,
  loadOutboxPhotos,
  type PendingMessage,
  type PendingPhoto,
  releaseOutboxPhotos,
  saveOutbox,
  saveOutboxPhotos,
} from "./outbox";
import { updateQuotes } from "./quotes";

interface Options {
  send: MessageRequests["send"];
  onChange: (outbox: readonly PendingMessage[]) => void;
  onSent: (message: ChatMessage) => void;
}

/** Sends a room's messages and keeps those that are not confirmed yet, in this browser. */
export class Outgoing {
  #messages: readonly PendingMessage[];
  #sending: Promise<unknown> = Promise.resolve();
  #uploads = new Map<string, AbortController>();
  #restored: Promise<unknown>;

  constructor(
    private readonly room: string,
    private readonly me: string,
    private readonly options: Options,
  ) {
    this.#messages = loadOutbox(me, room);
    const withPhotos = this.#messages.filter(({ photos }) => photos.length > 0);
    this.#restored = Promise.allSettled(withPhotos.map((message) => this.#restorePhotos(message)));
  }

  get messages(): readonly PendingMessage[] {
    return this.#messages;
  }

  send(text: string, replyTo: Reply | null, photos: readonly PendingPhoto[]): void {
    const message: PendingMessage = {
      id: crypto.randomUUID(),
      text,
      photos,
      replyTo,
      sentAt: new Date().toISOString(),
      state: "sending",
      error: null,
      progress: 0,
    };
    this.#set([...this.#messages, message]);
    void saveOutboxPhotos(this.me, this.room, message);
    void this.resume();
  }

  /**
   * Sends what was on its way when the page was left, and what waits for a connection, in the order in which it was written. Its id
   * makes that the same message, whether or not it arrived.
   */
  async resume(): Promise<void> {
    await this.#restored;
    for (const message of this.#messages) {
      if (message.state === "failed" || this.#uploads.has(message.id)) continue;
      this.#patch(message.id, { state: "sending" });
      this.#post(message);
    }
  }

  retry(id: string): void {
    const message = this.#find(id);
    // Without all of its photos it would be another message, and refused as such if it arrived before.
    if (message?.state !== "failed" || message.photos.some(({ file }) => file === null)) return;
    this.#patch(id, { state: "sending", error: null, progress: 0 });
    void this.resume();
  }

  /** Stops the upload of a message. Whether it arrived is unknown, and a retry finds out. */
  cancel(id: string): void {
    this.#uploads.get(id)?.abort();
  }

  /** Gives a message up, or takes it out because it is in the room. */
  remove(id: string): void {
    const message = this.#find(id);
    if (message === undefined) return;
    releaseOutboxPhotos(this.me, this.room, message);
    this.#set(this.#messages.filter((one) => one.id !== id));
  }

  /** These messages have changed: answers that wait here quote them as they are now. */
  updateQuotes(changed: readonly ChatMessage[]): void {
    if (this.#messages.some(({ replyTo }) => changed.some(({ id }) => id === replyTo?.id)))
      this.#set(updateQuotes(this.#messages, changed));
  }

  // One after another, so that messages arrive in the order in which they were written.
  #post({ id, text, replyTo, photos }: PendingMessage): void {
    const upload = new AbortController();
    this.#uploads.set(id, upload);
    this.#sending = this.#sending.then(async () => {
      try {
        upload.signal.throwIfAborted();
        if (this.#isBehindWaiting(id)) return this.#patch(id, { state: "waiting" });
        const files = photos.flatMap(({ file, alt }) => (file === null ? [] : [{ file, alt }]));
        const message = { id, text, replyTo: replyTo?.id ?? null, photos: files };
        const onProgress = (progress: number) => this.#showProgress(id, progress);
        const sent = await this.#deliver(message, { onProgress, signal: upload.signal });
        this.remove(id);
        this.options.onSent(sent);
      } catch (error) {
        const cancelled = upload.signal.aborted;
        if (!cancelled && isUnreachable(error)) this.#patch(id, { state: "waiting", progress: 0 });
        else this.#patch(id, { state: "failed", error: cancelled ? t`The upload was cancelled.` : failureOf(error) });
      } finally {
        this.#uploads.delete(id);
      }
    });
  }

  /** A message whose reply target was deleted meanwhile is refused, and so sent again as no reply. */
  async #deliver(message: NewMessage, options: UploadOptions): Promise<ChatMessage> {
    try {
      return await this.options.send(this.room, message, options);
    } catch (error) {
      if (message.replyTo === null || !isReplyRefused(error)) throw error;
      this.#patch(message.id, { replyTo: null });
      return await this.options.send(this.room, { ...message, replyTo: null }, options);
    }
  }

  async #restorePhotos(message: PendingMessage): Promise<void> {
    const photos = await loadOutboxPhotos(this.me, this.room, message);
    const lost = photos.some(({ file }) => file === null);
    if (this.#find(message.id) === undefined) releaseOutboxPhotos(this.me, this.room, { ...message, photos });
    else if (lost)
      this.#patch(message.id, { photos, state: "failed", error: t`This browser did not keep its photos.` });
    else this.#patch(message.id, { photos });
  }

  /** Whether a message that was written before is not sent yet: this one would arrive before it. */
  #isBehindWaiting(id: string): boolean {
    const at = this.#messages.findIndex((one) => one.id === id);
    return this.#messages.slice(0, Math.max(at, 0)).some(({ state }) => state === "waiting");
  }

  #find(id: string): PendingMessage | undefined {
    return this.#messages.find((one) => one.id === id);
  }

  #patch(id: string, change: Partial<PendingMessage>): void {
    this.#set(this.#changed(id, change));
  }

  /** Shown only: it changes too often to be stored each time. */
  #showProgress(id: string, progress: number): void {
    this.#messages = this.#changed(id, { progress });
    this.options.onChange(this.#messages);
  }

  #changed = (id: string, change: Partial<PendingMessage>): readonly PendingMessage[] =>
    this.#messages.map((one) => (one.id === id ? { ...one, ...change } : one));

  #set(messages: readonly PendingMessage[]): void {
    this.#messages = messages;
    saveOutbox(this.me, this.room, messages);
    this.options.onChange(messages);
  }
}

const isReplyRefused = (error: unknown): boolean =>
  error instanceof Problem && error.status === 422 && error.field("replyTo") !== undefined;

const failureOf = (error: unknown): string =>
  error instanceof Problem && error.status === 404 ? t`You are no longer in this room.` : errorMessage(error);
