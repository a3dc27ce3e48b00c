import { useState } from "react";
import { Link } from "react-router";
import { useDeleteComment } from "../api/comments";
import type { Comment, Post } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { Icon } from "../ui/Icon";
import { TimeAgo } from "../ui/TimeAgo";
import { RichText } from "./RichText";

interface Props {
  comment: Comment;
  post: Post;
  onDeleted: () => void;
}

export function CommentItem({ comment, post, onDeleted }: Props) {
  const me = useMe();
  const remove = useDeleteComment(post.id);
  const [asking, setAsking] = useState(false);
  const profileUrl = `/@${comment.author.username}`;
  const deletable = comment.author.id === me.id || post.author.id === me.id;
  const confirmDelete = async () => {
    await remove.mutateAsync(comment);
    notify(t`The comment was deleted.`);
    // After the dialog has given the focus back to a button that is removed with the comment.
    setTimeout(onDeleted, 50);
  };
  return (
    <li className="comment">
      <Link to={profileUrl} tabIndex={-1} aria-hidden="true">
        <Avatar person={comment.author} size={36} />
      </Link>
      <div>
        <p className="comment-by">
          <Link to={profileUrl} className="name" dir="auto">
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
          aria-label={t`Delete the comment by ${comment.author.displayName}`}
          onClick={() => setAsking(true)}
        >
          <Icon name="trash" size={18} />
        </button>
      )}
      {asking && (
        <ConfirmDialog
          title={t`Delete this comment?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={confirmDelete}
          onClose={() => setAsking(false)}
        >
          {t`This can't be undone.`}
        </ConfirmDialog>
      )}
    </li>
  );
}
