import { type QueryClient, type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { countNewer, flatten, mapItems, type Pages, prepend } from "./pages";
import { Toggles } from "./toggle";
import type { Page, Post, PostEdit } from "./types";
import { pageQuery, pagesOf, usePages } from "./usePages";

export const feedKey = ["posts", "feed"] as const;
const authorKey = (username: string) => ["posts", "by", username] as const;

/** A list of posts; all are patched together when a post changes. */
export const usePosts = (key: QueryKey, load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Post>>) =>
  usePages<Post>(key, load);

const loadFeed = (cursor: string | null, signal: AbortSignal, limit = 20) =>
  unwrap(api.GET("/api/feed", { params: { query: pageQuery(cursor, limit) }, signal }));

export const useFeed = () => usePosts(feedKey, loadFeed);

/** Takes the feed that start.js asked for into the cache, so that Home has it when it is shown first. */
export function takeFeedAtStart(client: QueryClient): void {
  if (window.socialFeed !== undefined) void client.prefetchInfiniteQuery(pagesOf(feedKey, loadFeed));
}

export const usePostsBy = (username: string) =>
  usePosts(authorKey(username), (cursor, signal) =>
    unwrap(
      api.GET("/api/profiles/{username}/posts", { params: { path: { username }, query: pageQuery(cursor) }, signal }),
    ),
  );

export const useExplore = () =>
  usePosts(["posts", "explore"], (cursor, signal) =>
    unwrap(api.GET("/api/explore", { params: { query: pageQuery(cursor) }, signal })),
  );

export const useTag = (tag: string) =>
  usePosts(["posts", "tag", tag], (cursor, signal) =>
    unwrap(api.GET("/api/tags/{tag}", { params: { path: { tag }, query: pageQuery(cursor) }, signal })),
  );

export function usePost(id: string) {
  return useQuery({
    queryKey: ["post", id],
    queryFn: ({ signal }) => unwrap(api.GET("/api/posts/{id}", { params: { path: { id } }, signal })),
  });
}

const nothingNewer: Page<Post> = { items: [], next: null };

/** How many posts are newer than the feed shows; polled every 30 s while the page is visible, and on focus. */
export function useNewPosts(shown: readonly Post[], ready: boolean): number {
  const { data } = useQuery({
    queryKey: ["newest"],
    queryFn: ({ signal }) => loadFeed(null, signal, 10),
    enabled: ready,
    // The feed itself was loaded a moment ago: asked at once, this would load it again.
    initialData: nothingNewer,
    refetchInterval: 30_000,
    refetchOnWindowFocus: "always",
    staleTime: 10_000,
  });
  return shown.length === 0 ? 0 : countNewer(data.items, shown);
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

/** Publishes a post without photos; with photos it is an upload. */
export const publishText = (text: string, key: string, signal: AbortSignal) =>
  unwrap(api.POST("/api/posts", { params: { header: { "Idempotency-Key": key } }, body: { text }, signal }));

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

const likes = new Toggles();

/** Likes or unlikes: an optimistic update, rolled back on failure. */
export function useLike({ id }: Post) {
  const client = useQueryClient();
  const params = { path: { id } };
  return useMutation({
    mutationFn: (like: boolean) =>
      likes.set(
        id,
        like,
        (on) =>
          on
            ? unwrap(api.PUT("/api/posts/{id}/like", { params }))
            : unwrap(api.DELETE("/api/posts/{id}/like", { params })),
        (confirmed) => patchPost(client, id, liked(confirmed)),
      ),
    onMutate: (like) => patchPost(client, id, liked(like)),
    onSuccess: () => client.invalidateQueries({ queryKey: ["people", "likes", id] }),
  });
}

/** Changes the text of a post; the previous text is kept in its history. */
export function useEditPost({ id }: Post) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (text: string) => unwrap(api.PATCH("/api/posts/{id}", { params: { path: { id } }, body: { text } })),
    onSuccess: (post) => {
      patchPost(client, id, () => post);
      client.invalidateQueries({ queryKey: ["edits", id] });
    },
  });
}

/** What a post said before its edits, the latest first. */
export const usePostEdits = (id: string) =>
  usePages<PostEdit>(["edits", id], (cursor, signal) =>
    unwrap(api.GET("/api/posts/{id}/edits", { params: { path: { id }, query: pageQuery(cursor) }, signal })),
  );

export function useDeletePost() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Post) => unwrap(api.DELETE("/api/posts/{id}", { params: { path: { id } } })),
    onSuccess: (_, post) => {
      client.setQueriesData<Pages<Post>>({ queryKey: ["posts"] }, (data) =>
        mapItems(data, (other) => (other.id === post.id ? undefined : other)),
      );
      // Its open page still reads the query: removed, it would be asked for again and answered 404.
      client.removeQueries({ queryKey: ["post", post.id], type: "inactive" });
      client.invalidateQueries({ queryKey: ["post", post.id], refetchType: "none" });
      client.invalidateQueries({ queryKey: ["profile", post.author.username] });
    },
  });
}

export const flattenPosts = (data: Pages<Post> | undefined) => flatten(data);
