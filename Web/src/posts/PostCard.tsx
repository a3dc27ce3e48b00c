import { type MouseEvent, memo } from "react";
import { Link, useNavigate } from "react-router";
import type { Post } from "../api/types";
import { rich, t } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { TimeAgo } from "../ui/TimeAgo";
import { PhotoGrid } from "./PhotoGrid";
import { PostActions } from "./PostActions";
import { PostMenu } from "./PostMenu";
import { PostText } from "./PostText";

interface Props {
  post: Post;
  /** Loads photos immediately, for the first posts of a page. */
  eager?: boolean;
  /** On the post's own page: full date, and a click does not open it. */
  detail?: boolean;
  /** Where it is in its list, from 1, and how many posts that has; -1 while it has more pages. */
  position?: number;
  count?: number;
  onDeleted?: () => void;
}

/** A post. It is rendered again only when it changed: a list renders at every step of a scroll. */
export const PostCard = memo(function PostCard(props: Props) {
  const { post, eager = false, detail = false, position, count, onDeleted } = props;
  const profileUrl = `/@${post.author.username}`;
  const postUrl = `/post/${post.id}`;
  const navigate = useNavigate();
  // For a mouse only; by keyboard the link on the time opens the post.
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("a, button, dialog, input, textarea, [role=menu]") || !event.currentTarget.contains(target))
      return;
    if (getSelection()?.isCollapsed !== false) navigate(postUrl);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link on the time does the same by keyboard
    <article
      className={detail ? "post panel" : "post panel clickable"}
      aria-labelledby={`by-${post.id}`}
      aria-posinset={position}
      aria-setsize={count}
      tabIndex={-1}
      onClick={detail ? undefined : onClick}
    >
      <header>
        <Link to={profileUrl} tabIndex={-1} aria-hidden="true">
          <Avatar person={post.author} />
        </Link>
        <div className="post-by">
          <Link to={profileUrl} className="name" id={`by-${post.id}`} dir="auto">
            {post.author.displayName}
          </Link>
          <span className="handle">@{post.author.username}</span>
        </div>
        <Link to={postUrl} className="post-time">
          <TimeAgo at={post.createdAt} long={detail} />
          <span className="visually-hidden">{t`, open post`}</span>
        </Link>
        <PostMenu post={post} onDeleted={onDeleted} />
      </header>
      {post.text !== "" && <PostText post={post} whole={detail} />}
      {post.editedAt !== null && <p className="hint edited">{rich`Edited ${<TimeAgo at={post.editedAt} />}`}</p>}
      {post.images.length > 0 && <PhotoGrid images={post.images} eager={eager} />}
      <PostActions post={post} />
    </article>
  );
});
