import { Link } from "react-router";
import { useLike } from "../api/posts";
import { errorMessage } from "../api/problem";
import type { Post } from "../api/types";
import { plural, t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { compactNumber } from "../ui/time";
import { useToggle } from "../ui/useToggle";

/** Like and comment, with their counts. */
export function PostActions({ post }: { post: Post }) {
  const like = useLike(post);
  const next = useToggle(post.likedByMe);
  const likes = plural(post.likes, { one: "# like", other: "# likes" });
  const comments = plural(post.comments, { one: "# comment", other: "# comments" });
  return (
    <footer className="post-actions">
      <button
        type="button"
        className="post-action"
        aria-pressed={post.likedByMe}
        aria-label={t`Like, ${likes}`}
        onClick={() => like.mutate(next(), { onError: (error) => notify(errorMessage(error), true) })}
      >
        <Icon name="heart" size={20} />
        {post.likes > 0 && <span aria-hidden="true">{compactNumber(post.likes)}</span>}
      </button>
      <Link className="post-action" to={`/post/${post.id}`} aria-label={comments}>
        <Icon name="comment" size={20} />
        {post.comments > 0 && <span aria-hidden="true">{compactNumber(post.comments)}</span>}
      </Link>
      {post.likes > 0 && (
        <Link className="post-action liked-by" to={`/post/${post.id}/likes`} aria-label={t`Liked by ${post.likes}`}>
          {t`Liked by`}
        </Link>
      )}
    </footer>
  );
}
