import type { ReactNode } from "react";
import { postsOf, type usePosts } from "../api/posts";
import { Failure, More, PostSkeletons } from "../ui/States";
import { PostCard } from "./PostCard";

interface Props {
  label: string;
  query: ReturnType<typeof usePosts>;
  empty: ReactNode;
}

/** Posts page by page, and what stands there while there are none. */
export function PostList({ label, query, empty }: Props) {
  const posts = postsOf(query.data);
  if (query.isPending) {
    return (
      <div role="status">
        <span className="unseen">Loading posts</span>
        <PostSkeletons />
      </div>
    );
  }
  if (query.data === undefined) return <Failure error={query.error} retry={() => query.refetch()} />;
  if (posts.length === 0) return empty;
  return (
    <section aria-label={label}>
      {posts.map((post, index) => (
        <PostCard key={post.id} post={post} eager={index < 2} />
      ))}
      <More
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
      {!query.hasNextPage && posts.length > 5 && <p className="list-end">You have seen everything here.</p>}
    </section>
  );
}
