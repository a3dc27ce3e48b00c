import { messagePage } from "./chat";
import { api, unwrap } from "./client";
import type { ChatMessage, Page } from "./types";
import { type UploadOptions, upload } from "./upload";
import { pageQuery, usePages } from "./usePages";

/** The place from which messages are listed; without one, the latest. */
export type From =
  | { after: number }
  | { before: number }
  | { around: number }
  | { changedAfter: number }
  | Record<string, never>;

export interface NewMessage {
  id: string;
  text: string;
  replyTo: string | null;
  photos: readonly { file: File; alt: string }[];
}

/** What a conversation asks of the API; tests replace it. */
export interface MessageRequests {
  list: (room: string, from: From, limit?: number) => Promise<Page<ChatMessage>>;
  send: (room: string, message: NewMessage, options?: UploadOptions) => Promise<ChatMessage>;
  edit: (room: string, messageId: string, text: string) => Promise<ChatMessage>;
  remove: (room: string, messageId: string) => Promise<unknown>;
  react: (room: string, messageId: string, emoji: string, on: boolean) => Promise<unknown>;
  markRead: (room: string, sequence: number) => Promise<unknown>;
}

export const messageRequests: MessageRequests = {
  list: (id, from, limit = messagePage) =>
    unwrap(api.GET("/api/rooms/{id}/messages", { params: { path: { id }, query: { ...from, limit } } })),
  send: (id, { photos, ...body }, options) =>
    photos.length > 0
      ? upload("POST", `/api/rooms/${id}/messages`, toForm({ photos, ...body }), options)
      : unwrap(api.POST("/api/rooms/{id}/messages", { params: { path: { id } }, body })),
  edit: (id, messageId, text) =>
    unwrap(api.PATCH("/api/rooms/{id}/messages/{messageId}", { params: { path: { id, messageId } }, body: { text } })),
  remove: (id, messageId) =>
    unwrap(api.DELETE("/api/rooms/{id}/messages/{messageId}", { params: { path: { id, messageId } } })),
  react: (id, messageId, emoji, on) => {
    const params = { path: { id, messageId, emoji } };
    return on
      ? unwrap(api.PUT("/api/rooms/{id}/messages/{messageId}/reactions/{emoji}", { params }))
      : unwrap(api.DELETE("/api/rooms/{id}/messages/{messageId}/reactions/{emoji}", { params }));
  },
  markRead: (id, sequence) => unwrap(api.PUT("/api/rooms/{id}/read", { params: { path: { id } }, body: { sequence } })),
};

function toForm({ id, text, replyTo, photos }: NewMessage): FormData {
  const form = new FormData();
  form.append("id", id);
  form.append("text", text);
  if (replyTo !== null) form.append("replyTo", replyTo);
  for (const { alt } of photos) form.append("alts", alt);
  for (const { file } of photos) form.append("images", file, file.name);
  return form;
}

/** A room's messages with these words, the latest first. */
export const useMessageSearch = (room: string, q: string) =>
  usePages<ChatMessage>(
    ["chat", "search", room, q],
    (cursor, signal) =>
      unwrap(
        api.GET("/api/rooms/{id}/messages", {
          params: { path: { id: room }, query: { ...pageQuery(cursor), q } },
          signal,
        }),
      ),
    { enabled: q !== "", staleTime: 0 },
  );
