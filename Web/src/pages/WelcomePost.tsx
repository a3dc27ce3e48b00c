import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Hills } from "../ui/States";

const nora = { username: "nora", displayName: "Nora Hill", avatarUrl: null };

/** What a post looks like, as an illustration: nothing in it can be pressed. */
export function WelcomePost() {
  return (
    <div className="post panel welcome-post" aria-hidden="true">
      <header>
        <Avatar person={nora} />
        <div className="post-by">
          <span className="name">{nora.displayName}</span>
          <span className="handle">@{nora.username}</span>
        </div>
        <span className="post-time">{"12m ago"}</span>
      </header>
      <p className="text">
        First light over the valley. Worth getting up for. <span className="tag">#morning</span>
      </p>
      <div className="photos">
        <Hills />
      </div>
      <div className="post-actions">
        <span className="post-action liked">
          <Icon name="heart" size={20} /> 24
        </span>
        <span className="post-action">
          <Icon name="comment" size={20} /> 3
        </span>
      </div>
    </div>
  );
}
