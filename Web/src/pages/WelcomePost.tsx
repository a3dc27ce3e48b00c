import { t } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Hills } from "../ui/States";
import { timeAgo } from "../ui/time";

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
        <span className="post-time">{timeAgo(new Date(Date.now() - 12 * 60_000), new Date())}</span>
      </header>
      <p className="text">
        {t`First light over the valley. Worth getting up for.`} <span className="tag">{t`#morning`}</span>
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
