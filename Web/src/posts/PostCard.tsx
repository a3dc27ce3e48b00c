import { useState } from "react";
import { Link } from "react-router";
import { useDeletePost } from "../api/posts";
import { errorMessage } from "../api/problem";
import type { Post } from "../api/types";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { TimeAgo } from "../ui/TimeAgo";
import { PhotoGrid } from "./PhotoGrid";
import { PostActions } from "./PostActions";
import { RichText } from "./RichText";

interface Props {
  post: Post;
  /** Loads photos immediately, for the first posts of a page. */
  eager?: boolean;
  onDeleted?: () => void;
}

export function PostCard({ post, eager = false, onDeleted }: Props) {
  const me = useMe();
  const profileUrl = `/@${post.author.username}`;
  const short = post.images.length === 0 && post.text.length <= 90 && !post.text.includes("\n");
  return (
    <article className="post panel" aria-labelledby={`by-${post.id}`}>
      <header>
        <Link to={profileUrl} tabIndex={-1} aria-hidden="true">
          <Avatar person={post.author} />
        </Link>
        <div className="post-by">
          <Link to={profileUrl} className="name" id={`by-${post.id}`}>
            {post.author.displayName}
          </Link>
          <span className="handle">@{post.author.username}</span>
        </div>
        <Link to={`/post/${post.id}`} className="post-time">
          <TimeAgo at={post.createdAt} />
          <span className="visually-hidden">, open post</span>
        </Link>
        {post.author.id === me.id && <DeletePost post={post} onDeleted={onDeleted} />}
      </header>
      {post.text !== "" && (
        <div className={short ? "large" : undefined}>
          <RichText text={post.text} entities={post.entities} />
        </div>
      )}
      {post.images.length > 0 && <PhotoGrid images={post.images} eager={eager} />}
      <PostActions post={post} />
    </article>
  );
}

function DeletePost({ post, onDeleted }: { post: Post; onDeleted: (() => void) | undefined }) {
  const [asking, setAsking] = useState(false);
  const remove = useDeletePost();
  const confirm = () =>
    remove.mutate(post, {
      onSuccess: () => {
        setAsking(false);
        notify("Your post was deleted.");
        onDeleted?.();
      },
      onError: (error) => notify(errorMessage(error), true),
    });
  return (
    <>
      <button type="button" className="round small" onClick={() => setAsking(true)} aria-label="Delete post">
        <Icon name="trash" size={18} />
      </button>
      {asking && (
        <Modal label="Delete this post?" className="sheet" onClose={() => setAsking(false)}>
          <h2>Delete this post?</h2>
          <p>It is deleted for everyone, with its photos. This can't be undone.</p>
          <div className="sheet-actions">
            <button type="button" className="button quiet" onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button type="button" className="button danger" disabled={remove.isPending} onClick={confirm}>
              {remove.isPending ? "Deleting…" : "Delete"}
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
