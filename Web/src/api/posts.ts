import {
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { request } from "./client";
import { countNewer, flatten, mapItems, type Pages, prepend } from "./pages";
import type { Page, Post } from "./types";

export const feedKey = ["posts", "feed"] as const;
export const authorKey = (username: string) => ["posts", "by", username] as const;

const page = (path: string, cursor: string | null, signal: AbortSignal, limit = 20) =>
  request<Page<Post>>(
    "GET",
    `${path}?limit=${limit}${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`,
    {
      signal,
    },
  );

/** A paged list of posts. Not refetched on focus: that would load all its pages again. */
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
    queryFn: ({ signal }) => request<Post>("GET", `/api/posts/${encodeURIComponent(id)}`, { signal }),
  });
}

/** How many posts are newer than the feed shows; polled every 30 s while the page is visible, and on focus. */
export function useNewPosts(shown: readonly Post[], ready: boolean): number {
  const { data } = useQuery({
    queryKey: ["newest"],
    queryFn: ({ signal }) => page("/api/feed", null, signal, 10),
    enabled: ready,
    refetchInterval: 30_000,
    refetchOnWindowFocus: "always",
    staleTime: 10_000,
  });
  return data === undefined || shown.length === 0 ? 0 : countNewer(data.items, shown);
}

/** Reloads the feed from its top; what is shown stays until the response arrives. */
export async function restartFeed(client: QueryClient) {
  client.setQueryData<Pages<Post>>(
    feedKey,
    (data) => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
  );
  await client.refetchQueries({ queryKey: feedKey });
  client.removeQueries({ queryKey: ["newest"] });
}

/** Shows a new post of the user at once in the feed and on their profile. */
export function showPublished(client: QueryClient, post: Post) {
  for (const key of [feedKey, authorKey(post.author.username)]) {
    client.setQueryData<Pages<Post>>(key, (data) => prepend(data, post));
  }
  client.invalidateQueries({ queryKey: ["profile", post.author.username] });
}

/** Updates a post in every cached list. */
export function patchPost(client: QueryClient, id: string, change: (post: Post) => Post) {
  const one = (post: Post) => (post.id === id ? change(post) : post);
  client.setQueriesData<Pages<Post>>({ queryKey: ["posts"] }, (data) => mapItems(data, one));
  client.setQueryData<Post>(["post", id], (post) => post && one(post));
}

const liked = (likedByMe: boolean) => (post: Post) =>
  post.likedByMe === likedByMe ? post : { ...post, likedByMe, likes: post.likes + (likedByMe ? 1 : -1) };

/** Likes or unlikes: an optimistic update, rolled back on failure. */
export function useLike(post: Post) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (like: boolean) => request(like ? "PUT" : "DELETE", `/api/posts/${post.id}/like`),
    onMutate: (like) => patchPost(client, post.id, liked(like)),
    onError: (_, like) => patchPost(client, post.id, liked(!like)),
  });
}

export function useDeletePost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (post: Post) => request("DELETE", `/api/posts/${post.id}`),
    onSuccess: (_, post) => {
      client.setQueriesData<Pages<Post>>({ queryKey: ["posts"] }, (data) =>
        mapItems(data, (other) => (other.id === post.id ? undefined : other)),
      );
      client.removeQueries({ queryKey: ["post", post.id] });
      client.invalidateQueries({ queryKey: ["profile", post.author.username] });
    },
  });
}

export const flattenPosts = (data: Pages<Post> | undefined) => flatten(data);
