import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { usePosts } from "./posts";
import type { Page, Post } from "./types";
import { pageQuery } from "./usePages";

const noPosts: Page<Post> = { items: [], next: null };

/** Posts with the words of `q`, newest first. */
export const usePostSearch = (q: string) =>
  usePosts(["posts", "search", q], async (cursor, signal) => {
    const query = { ...pageQuery(cursor), q, type: "posts" };
    return (await unwrap(api.GET("/api/search", { params: { query }, signal }))).posts ?? noPosts;
  });

/** Tags that begin with `q`, those with the most posts first. One page. */
export function useTagSearch(q: string) {
  return useQuery({
    queryKey: ["tags", q],
    queryFn: async ({ signal }) => {
      const query = { limit: 50, q, type: "tags" };
      return (await unwrap(api.GET("/api/search", { params: { query }, signal }))).tags?.items ?? [];
    },
    enabled: q !== "",
  });
}
