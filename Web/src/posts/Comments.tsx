import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { Link } from "react-router";
import { useAddComment, useComments, useDeleteComment } from "../api/comments";
import { merge } from "../api/pages";
import { wording } from "../api/problem";
import type { Comment, Post } from "../api/types";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { say } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Failure, More, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";
import { Counter } from "./Progress";
import { RichText } from "./RichText";

/** What was said under a post, oldest first, and where one says something oneself. */
export function Comments({ post }: { post: Post }) {
  const query = useComments(post.id);
  const comments = merge(query.data);
  return (
    <section className="comments panel" aria-label="Comments">
      {query.isPending && <PeopleSkeletons count={2} />}
      {query.isError && query.data === undefined && <Failure error={query.error} retry={() => query.refetch()} />}
      {query.isSuccess && comments.length === 0 && <p className="hint">Nobody has said anything yet.</p>}
      <ol>
        {comments.map((comment) => (
          <Said key={comment.id} comment={comment} post={post} />
        ))}
      </ol>
      <More
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
      <Say post={post} />
    </section>
  );
}

function Said({ comment, post }: { comment: Comment; post: Post }) {
  const me = useMe();
  const remove = useDeleteComment(post.id);
  const home = `/@${comment.author.username}`;
  const mine = comment.author.id === me.id || post.author.id === me.id;
  return (
    <li className="comment">
      <Link to={home} tabIndex={-1} aria-hidden="true">
        <Avatar person={comment.author} size={36} />
      </Link>
      <div>
        <p className="comment-by">
          <Link to={home} className="name">
            {comment.author.displayName}
          </Link>
          <span className="handle">
            <TimeAgo at={comment.createdAt} />
          </span>
        </p>
        <RichText text={comment.text} />
      </div>
      {mine && (
        <button
          type="button"
          className="round small"
          aria-label={`Delete the comment by ${comment.author.displayName}`}
          disabled={remove.isPending}
          onClick={() =>
            remove.mutate(comment, {
              onSuccess: () => say("The comment is deleted."),
              onError: (error) => say(wording(error), true),
            })
          }
        >
          <Icon name="bin" size={18} />
        </button>
      )}
    </li>
  );
}

function Say({ post }: { post: Post }) {
  const me = useMe();
  const add = useAddComment(post.id);
  const [text, setText] = useState("");
  // The key belongs to the draft: an attempt repeated after a lost answer is the same comment.
  const key = useRef(crypto.randomUUID());
  const length = text.trim().length;
  const ready = length > 0 && length <= limits.comment && !add.isPending;
  const send = () =>
    add.mutate(
      { text: text.trim(), key: key.current },
      {
        onSuccess: () => {
          setText("");
          key.current = crypto.randomUUID();
          say("Your comment is out.");
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
          placeholder="Say something kind"
          aria-label="Text of the comment"
          aria-describedby="comment-problem"
          onChange={(event) => {
            if (!add.isPending) add.reset();
            // Another text is another comment.
            key.current = crypto.randomUUID();
            setText(event.target.value);
          }}
          onKeyDown={onKeyDown}
          disabled={add.isPending}
        />
        <div id="comment-problem" role="alert">
          {add.isError && <p className="error">{wording(add.error)}</p>}
        </div>
      </div>
      {length > limits.comment - 100 && <Counter used={length} limit={limits.comment} />}
      <button type="submit" className="button" disabled={!ready}>
        {add.isPending ? "Sending…" : "Send"}
      </button>
    </form>
  );
}
