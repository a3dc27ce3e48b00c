import { Fragment, type ReactNode, useMemo, useRef } from "react";
import { flattenPosts } from "../api/posts";
import type { Post } from "../api/types";
import type { PagesQuery } from "../api/usePages";
import { t } from "../i18n/text";
import { ErrorState, LoadMore, PostSkeletons } from "../ui/States";
import { PostCard } from "./PostCard";
import { useVirtualPosts } from "./useVirtualPosts";
import { gaps } from "./virtualRange";

interface Props {
  label: string;
  query: PagesQuery<Post>;
  empty: ReactNode;
}

/** A paged list of posts with its loading, empty and error states. */
export function PostList({ label, query, empty }: Props) {
  const posts = useMemo(() => flattenPosts(query.data), [query.data]);
  if (query.isPending) {
    return (
      <div role="status">
        <span className="visually-hidden">{t`Loading posts`}</span>
        <PostSkeletons />
      </div>
    );
  }
  if (query.data === undefined) return <ErrorState error={query.error} retry={() => query.refetch()} />;
  if (posts.length === 0) return empty;
  return (
    <>
      <VirtualPosts label={label} posts={posts} more={query.hasNextPage} />
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
      {!query.hasNextPage && posts.length > 5 && <p className="list-end">{t`You're all caught up.`}</p>}
    </>
  );
}

/** Of a long list only the posts near the visible ones are in the page, in their order; the rest is empty. */
function VirtualPosts({ label, posts, more }: { label: string; posts: readonly Post[]; more: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  const { items, total, top, measure, setFocused } = useVirtualPosts(posts, label, list);
  const empty = gaps(items, top, total);
  return (
    <div
      ref={list}
      className="post-list"
      role="feed"
      aria-label={label}
      aria-busy={false}
      onFocus={(event) => setFocused(indexOf(event.target))}
      onBlur={(event) => setFocused(indexOf(event.relatedTarget))}
    >
      {items.map((item, at) => {
        const post = posts[item.index];
        if (post === undefined) return null;
        return (
          <Fragment key={item.key}>
            <Spacer height={empty[at] ?? 0} />
            <div ref={measure} data-index={item.index} className="post-item">
              <PostCard post={post} eager={item.index < 2} position={item.index + 1} count={more ? -1 : posts.length} />
            </div>
          </Fragment>
        );
      })}
      <Spacer height={empty[items.length] ?? 0} />
    </div>
  );
}

const Spacer = ({ height }: { height: number }) => (height > 0 ? <div aria-hidden="true" style={{ height }} /> : null);

/** The index of the post around an element, -1 for none. */
function indexOf(target: EventTarget | null): number {
  const item = target instanceof Element ? target.closest<HTMLElement>(".post-item") : null;
  return Number(item?.dataset.index ?? -1);
}
