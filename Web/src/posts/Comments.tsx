import { useRef } from "react";
import { useComments } from "../api/comments";
import { flatten } from "../api/pages";
import type { Post } from "../api/types";
import { t } from "../i18n/text";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { CommentForm } from "./CommentForm";
import { CommentItem } from "./CommentItem";

/** The form for a new comment, and a post's comments, oldest first. */
export function Comments({ post }: { post: Post }) {
  const query = useComments(post.id);
  const comments = flatten(query.data);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className="comments panel" aria-label={t`Comments`}>
      <h2 ref={heading} tabIndex={-1}>
        {t`Comments`}
      </h2>
      <CommentForm post={post} />
      {query.isPending && <PeopleSkeletons count={2} />}
      {query.isError && query.data === undefined && <ErrorState error={query.error} retry={() => query.refetch()} />}
      {query.isSuccess && comments.length === 0 && <p className="hint">{t`No comments yet.`}</p>}
      <ol>
        {comments.map((comment) => (
          <CommentItem
            key={comment.id}
            comment={comment}
            post={post}
            onDeleted={() => heading.current?.focus({ preventScroll: true })}
          />
        ))}
      </ol>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
    </section>
  );
}
