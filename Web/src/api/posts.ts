import {
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { call } from "./client";
import { merge, newer, type Pages, prepend, revise } from "./pages";
import type { Page, Post } from "./types";

export const feedKey = ["posts", "feed"] as const;
export const authorKey = (username: string) => ["posts", "by", username] as const;

const page = (path: string, cursor: string | null, signal: AbortSignal, limit = 20) =>
  call<Page<Post>>("GET", `${path}?limit=${limit}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`, {
    signal,
  });

/** A list of posts that is read page by page. Refetching all pages whenever the window is looked at would be waste. */
export function usePosts(key: QueryKey, path: string) {
  return useInfiniteQuery<Page<Post>, Error, InfiniteData<Page<Post>, string | null>, QueryKey, string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => page(path, pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

export const useFeed = () => usePosts(feedKey, "/api/feed");
export const usePostsBy = (username: string) =>
  usePosts(authorKey(username), `/api/profiles/${encodeURIComponent(username)}/posts`);

export const useExplore = () => usePosts(["posts", "explore"], "/api/explore");
export const useTag = (tag: string) => usePosts(["posts", "tag", tag], `/api/tags/${encodeURIComponent(tag)}`);

export function usePost(id: string) {
  return useQuery({
    queryKey: ["post", id],
    queryFn: ({ signal }) => call<Post>("GET", `/api/posts/${encodeURIComponent(id)}`, { signal }),
  });
}

/** How many posts wait above what the feed shows; asked every half minute while the page is looked at, and on return. */
export function useNewPosts(shown: readonly Post[], ready: boolean): number {
  const { data } = useQuery({
    queryKey: ["newest"],
    queryFn: ({ signal }) => page("/api/feed", null, signal, 10),
    enabled: ready,
    refetchInterval: 30_000,
    refetchOnWindowFocus: "always",
    staleTime: 10_000,
  });
  return data === undefined || shown.length === 0 ? 0 : newer(data.items, shown);
}

/** Starts the feed anew from its top, keeping what is shown until the answer is there. */
export async function restartFeed(client: QueryClient) {
  client.setQueryData<Pages<Post>>(
    feedKey,
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  );
  await client.refetchQueries({ queryKey: feedKey });
  client.removeQueries({ queryKey: ["newest"] });
}

/** Shows one's own new post at once in the feed and on one's page. */
export function showPublished(client: QueryClient, post: Post) {
  for (const key of [feedKey, authorKey(post.author.username)]) {
    client.setQueryData<Pages<Post>>(key, (data) => prepend(data, post));
  }
  client.invalidateQueries({ queryKey: ["profile", post.author.username] });
}

/** Changes a post wherever it is shown. */
export function patchPost(client: QueryClient, id: string, change: (post: Post) => Post) {
  const one = (post: Post) => (post.id === id ? change(post) : post);
  client.setQueriesData<Pages<Post>>({ queryKey: ["posts"] }, (data) => revise(data, one));
  client.setQueryData<Post>(["post", id], (post) => post && one(post));
}

const liked = (likedByMe: boolean) => (post: Post) =>
  post.likedByMe === likedByMe ? post : { ...post, likedByMe, likes: post.likes + (likedByMe ? 1 : -1) };

/** Likes or takes it back: shown at once, undone when it is refused. */
export function useLike(post: Post) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (like: boolean) => call(like ? "PUT" : "DELETE", `/api/posts/${post.id}/like`),
    onMutate: (like) => patchPost(client, post.id, liked(like)),
    onError: (_, like) => patchPost(client, post.id, liked(!like)),
  });
}

export function useDeletePost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (post: Post) => call("DELETE", `/api/posts/${post.id}`),
    onSuccess: (_, post) => {
      client.setQueriesData<Pages<Post>>({ queryKey: ["posts"] }, (data) =>
        revise(data, (other) => (other.id === post.id ? undefined : other)),
      );
      client.removeQueries({ queryKey: ["post", post.id] });
      client.invalidateQueries({ queryKey: ["profile", post.author.username] });
    },
  });
}

export const postsOf = (data: Pages<Post> | undefined) => merge(data);
