import { messagePage } from "./chat";
import { api, unwrap } from "./client";
import type { ChatMessage, Page } from "./types";
import { pageQuery, usePages } from "./usePages";

/** The place from which messages are listed; without one, the latest. */
export type From =
  | { after: number }
  | { before: number }
  | { around: number }
  | { changedAfter: number }
  | Record<string, never>;

/** What a conversation asks of the API; tests replace it. */
export interface MessageRequests {
  list: (room: string, from: From, limit?: number) => Promise<Page<ChatMessage>>;
  send: (room: string, message: { id: string; text: string; replyTo: string | null }) => Promise<ChatMessage>;
  edit: (room: string, messageId: string, text: string) => Promise<ChatMessage>;
  remove: (room: string, messageId: string) => Promise<unknown>;
  react: (room: string, messageId: string, emoji: string, on: boolean) => Promise<unknown>;
  markRead: (room: string, sequence: number) => Promise<unknown>;
}

export const messageRequests: MessageRequests = {
  list: (id, from, limit = messagePage) =>
    unwrap(api.GET("/api/rooms/{id}/messages", { params: { path: { id }, query: { ...from, limit } } })),
  send: (id, body) => unwrap(api.POST("/api/rooms/{id}/messages", { params: { path: { id } }, body })),
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
