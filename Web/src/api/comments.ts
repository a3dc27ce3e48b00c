import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "./client";
import { append, type Pages, revise } from "./pages";
import { patchPost } from "./posts";
import type { Comment, Page } from "./types";

const commentsKey = (post: string) => ["comments", post] as const;

/** What was said under a post, oldest first. */
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
      return call<Page<Comment>>("GET", `/api/posts/${encodeURIComponent(post)}/comments?limit=50${cursor}`, {
        signal,
      });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  });
}

/** Says something; a repeated attempt of the same draft (by its key) is one comment. */
export function useAddComment(post: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) =>
      call<Comment>("POST", `/api/posts/${post}/comments`, { body: { text }, headers: { "Idempotency-Key": key } }),
    onSuccess: (comment) => {
      client.setQueryData<Pages<Comment>>(commentsKey(post), (data) => append(data, comment));
      patchPost(client, post, (one) => ({ ...one, comments: one.comments + 1 }));
    },
  });
}

export function useDeleteComment(post: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (comment: Comment) => call("DELETE", `/api/comments/${comment.id}`),
    onSuccess: (_, comment) => {
      client.setQueryData<Pages<Comment>>(commentsKey(post), (data) =>
        revise(data, (other) => (other.id === comment.id ? undefined : other)),
      );
      patchPost(client, post, (one) => ({ ...one, comments: Math.max(0, one.comments - 1) }));
    },
  });
}
