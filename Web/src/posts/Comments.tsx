import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { Link } from "react-router";
import { useAddComment, useComments, useDeleteComment } from "../api/comments";
import { flatten } from "../api/pages";
import { errorMessage } from "../api/problem";
import type { Comment, Post } from "../api/types";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { countCharacters } from "../ui/characters";
import { Icon } from "../ui/Icon";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";
import { Counter } from "./Progress";
import { RichText } from "./RichText";

/** A post's comments, oldest first, and the form for a new one. */
export function Comments({ post }: { post: Post }) {
  const query = useComments(post.id);
  const comments = flatten(query.data);
  return (
    <section className="comments panel" aria-label="Comments">
      {query.isPending && <PeopleSkeletons count={2} />}
      {query.isError && query.data === undefined && <ErrorState error={query.error} retry={() => query.refetch()} />}
      {query.isSuccess && comments.length === 0 && <p className="hint">No comments yet.</p>}
      <ol>
        {comments.map((comment) => (
          <CommentItem key={comment.id} comment={comment} post={post} />
        ))}
      </ol>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
      <CommentForm post={post} />
    </section>
  );
}

function CommentItem({ comment, post }: { comment: Comment; post: Post }) {
  const me = useMe();
  const remove = useDeleteComment(post.id);
  const profileUrl = `/@${comment.author.username}`;
  const deletable = comment.author.id === me.id || post.author.id === me.id;
  return (
    <li className="comment">
      <Link to={profileUrl} tabIndex={-1} aria-hidden="true">
        <Avatar person={comment.author} size={36} />
      </Link>
      <div>
        <p className="comment-by">
          <Link to={profileUrl} className="name">
            {comment.author.displayName}
          </Link>
          <span className="handle">
            <TimeAgo at={comment.createdAt} />
          </span>
        </p>
        <RichText text={comment.text} entities={comment.entities} />
      </div>
      {deletable && (
        <button
          type="button"
          className="round small"
          aria-label={`Delete the comment by ${comment.author.displayName}`}
          disabled={remove.isPending}
          onClick={() =>
            remove.mutate(comment, {
              onSuccess: () => notify("The comment was deleted."),
              onError: (error) => notify(errorMessage(error), true),
            })
          }
        >
          <Icon name="trash" size={18} />
        </button>
      )}
    </li>
  );
}

function CommentForm({ post }: { post: Post }) {
  const me = useMe();
  const add = useAddComment(post.id);
  const [text, setText] = useState("");
  // One key per draft: a retry after a lost response is the same comment.
  const key = useRef(crypto.randomUUID());
  const length = countCharacters(text.trim());
  const ready = length > 0 && length <= limits.comment && !add.isPending;
  const send = () =>
    add.mutate(
      { text: text.trim(), key: key.current },
      {
        onSuccess: () => {
          setText("");
          key.current = crypto.randomUUID();
          notify("Your comment was posted.");
        },
      },
    );
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) send();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) send();
  };
  return (
    <form className="comment comment-form" aria-label="New comment" onSubmit={onSubmit}>
      <Avatar person={me} size={36} />
      <div>
        <textarea
          rows={1}
          dir="auto"
          value={text}
          placeholder="Write a comment"
          aria-label="Comment text"
          aria-describedby="comment-problem"
          onChange={(event) => {
            if (!add.isPending) add.reset();
            // A changed text is a different comment.
            key.current = crypto.randomUUID();
            setText(event.target.value);
          }}
          onKeyDown={onKeyDown}
          disabled={add.isPending}
        />
        <div id="comment-problem" role="alert">
          {add.isError && <p className="error">{errorMessage(add.error)}</p>}
        </div>
      </div>
      {length > limits.comment - 100 && <Counter used={length} limit={limits.comment} />}
      <button type="submit" className="button" disabled={!ready}>
        {add.isPending ? "Sending…" : "Send"}
      </button>
    </form>
  );
}
