import { Link } from "react-router";
import { useLike } from "../api/posts";
import { wording } from "../api/problem";
import type { Post } from "../api/types";
import { say } from "../ui/Announcer";
import { Icon } from "../ui/Icon";

/** What one can do with a post, and how many did. */
export function PostActs({ post }: { post: Post }) {
  const like = useLike(post);
  const likes = post.likes === 1 ? "1 like" : `${post.likes} likes`;
  const comments = post.comments === 1 ? "1 comment" : `${post.comments} comments`;
  return (
    <footer className="post-acts">
      <button
        type="button"
        className="act"
        aria-pressed={post.likedByMe}
        aria-label={`Like, ${likes}`}
        onClick={() =>
          // One at a time: a second click while the first is on its way would race it.
          like.isPending || like.mutate(!post.likedByMe, { onError: (error) => say(wording(error), true) })
        }
      >
        <Icon name="heart" size={20} />
        {post.likes > 0 && <span aria-hidden="true">{post.likes}</span>}
      </button>
      <Link className="act" to={`/post/${post.id}`} aria-label={comments}>
        <Icon name="talk" size={20} />
        {post.comments > 0 && <span aria-hidden="true">{post.comments}</span>}
      </Link>
    </footer>
  );
}
