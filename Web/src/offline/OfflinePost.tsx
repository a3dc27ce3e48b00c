import { useState } from "react";
import type { Post, PostImage } from "../api/types";
import { t } from "../i18n/text";
import { PostText } from "../posts/PostText";
import { Avatar } from "../ui/Avatar";
import { TimeAgo } from "../ui/TimeAgo";

/** A post to be read only: what one does with a post needs the network. */
export function OfflinePost({ post }: { post: Post }) {
  return (
    <article className="post panel" aria-labelledby={`by-${post.id}`}>
      <header>
        <Avatar person={post.author} />
        <div className="post-by">
          <span className="name" id={`by-${post.id}`} dir="auto">
            {post.author.displayName}
          </span>
          <span className="handle">@{post.author.username}</span>
        </div>
        <span className="post-time">
          <TimeAgo at={post.createdAt} />
        </span>
      </header>
      {post.text !== "" && <PostText post={post} whole={false} />}
      {post.images.map((image, index) => (
        <OfflinePhoto key={image.url} image={image} name={t`Photo ${index + 1} of ${post.images.length}`} />
      ))}
    </article>
  );
}

/** A photo, if the browser still has it: it may keep it for some minutes only. */
function OfflinePhoto({ image, name }: { image: PostImage; name: string }) {
  const [failed, setFailed] = useState(false);
  const alt = image.alt === "" ? name : image.alt;
  if (failed) return <p className="offline-photo">{t`Not available offline: ${alt}`}</p>;
  return <img src={image.thumbnailUrl} alt={alt} loading="lazy" onError={() => setFailed(true)} />;
}
