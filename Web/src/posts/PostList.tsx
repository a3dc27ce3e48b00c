import type { ReactNode } from "react";
import { flattenPosts, type usePosts } from "../api/posts";
import { ErrorState, LoadMore, PostSkeletons } from "../ui/States";
import { PostCard } from "./PostCard";

interface Props {
  label: string;
  query: ReturnType<typeof usePosts>;
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
