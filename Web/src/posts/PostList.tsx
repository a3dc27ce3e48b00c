import type { ReactNode } from "react";
import { flattenPosts } from "../api/posts";
import type { Post } from "../api/types";
import type { PagesQuery } from "../api/usePages";
import { ErrorState, LoadMore, PostSkeletons } from "../ui/States";
import { PostCard } from "./PostCard";

interface Props {
  label: string;
  query: PagesQuery<Post>;
  empty: ReactNode;
}

/** A paged list of posts with its loading, empty and error states. */
export function PostList({ label, query, empty }: Props) {
  const posts = flattenPosts(query.data);
  if (query.isPending) {
    return (
      <div role="status">
        <span className="visually-hidden">Loading posts</span>
        <PostSkeletons />
      </div>
    );
  }
  if (query.data === undefined) return <ErrorState error={query.error} retry={() => query.refetch()} />;
  if (posts.length === 0) return empty;
  return (
    <section aria-label={label}>
      {posts.map((post, index) => (
        <PostCard key={post.id} post={post} eager={index < 2} />
      ))}
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
      {!query.hasNextPage && posts.length > 5 && <p className="list-end">You're all caught up.</p>}
    </section>
  );
}
