import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { request } from "./client";
import { append, mapItems, type Pages } from "./pages";
import { patchPost } from "./posts";
import type { Comment, Page } from "./types";

const commentsKey = (post: string) => ["comments", post] as const;

/** A post's comments, oldest first. */
export function useComments(post: string) {
  return useInfiniteQuery<
    Page<Comment>,
    Error,
    InfiniteData<Page<Comment>, string | null>,
    ReturnType<typeof commentsKey>,
    string | null
  >({
    queryKey: commentsKey(post),
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? "" : `&cursor=${encodeURIComponent(pageParam)}`;
      return request<Page<Comment>>("GET", `/api/posts/${encodeURIComponent(post)}/comments?limit=50${cursor}`, {
        signal,
      });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  });
}

/** Posts a comment; the idempotency key makes a retry of the same draft one comment. */
export function useAddComment(post: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) =>
      request<Comment>("POST", `/api/posts/${post}/comments`, { body: { text }, headers: { "Idempotency-Key": key } }),
    onSuccess: (comment) => {
      client.setQueryData<Pages<Comment>>(commentsKey(post), (data) => append(data, comment));
      patchPost(client, post, (one) => ({ ...one, comments: one.comments + 1 }));
    },
  });
}

export function useDeleteComment(post: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (comment: Comment) => request("DELETE", `/api/comments/${comment.id}`),
    onSuccess: (_, comment) => {
      client.setQueryData<Pages<Comment>>(commentsKey(post), (data) =>
        mapItems(data, (other) => (other.id === comment.id ? undefined : other)),
      );
      patchPost(client, post, (one) => ({ ...one, comments: Math.max(0, one.comments - 1) }));
    },
  });
}
