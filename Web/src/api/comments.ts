import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { append, mapItems, type Pages } from "./pages";
import { patchPost } from "./posts";
import type { Comment } from "./types";
import { pageQuery, usePages } from "./usePages";

const commentsKey = (post: string) => ["comments", post] as const;

/** A post's comments, oldest first. */
export const useComments = (id: string) =>
  usePages<Comment>(commentsKey(id), (cursor, signal) =>
    unwrap(api.GET("/api/posts/{id}/comments", { params: { path: { id }, query: pageQuery(cursor, 50) }, signal })),
  );

/** Posts a comment; the idempotency key makes a retry of the same draft one comment. */
export function useAddComment(post: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) =>
      unwrap(
        api.POST("/api/posts/{id}/comments", {
          params: { path: { id: post }, header: { "Idempotency-Key": key } },
          body: { text },
        }),
      ),
    onSuccess: (comment) => {
      client.setQueryData<Pages<Comment>>(commentsKey(post), (data) => append(data, comment));
      patchPost(client, post, (one) => ({ ...one, comments: one.comments + 1 }));
    },
  });
}

export function useDeleteComment(post: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Comment) => unwrap(api.DELETE("/api/comments/{id}", { params: { path: { id } } })),
    onSuccess: (_, comment) => {
      client.setQueryData<Pages<Comment>>(commentsKey(post), (data) =>
        mapItems(data, (other) => (other.id === comment.id ? undefined : other)),
      );
      patchPost(client, post, (one) => ({ ...one, comments: Math.max(0, one.comments - 1) }));
    },
  });
}
