import { NavLink } from "react-router";
import { useUnreadCount } from "../api/notifications";
import type { Profile } from "../api/types";
import { useChatUnread } from "../chat/roomStates";
import { t } from "../i18n/text";
import { Icon, type IconName } from "../ui/Icon";
import { useMedia } from "../ui/useMedia";

interface ItemProps {
  to: string;
  icon: IconName;
  label: string;
  /** What fits below the icon on a phone, where the label does not. */
  short?: string;
  end?: boolean;
  className?: string;
  /** How many things wait there; none shows nothing. */
  unread?: number;
}

function Item({ to, icon, label, short, end = false, className = "", unread = 0 }: ItemProps) {
  const name = unread > 0 ? t`${label}, ${unread} unread` : label;
  return (
    <NavLink to={to} end={end} className={`nav-item ${className}`}>
      <span className="nav-icon">
        <Icon name={icon} size={24} />
        {unread > 0 && (
          <b className="badge" aria-hidden="true">
            {unread > 99 ? "99+" : unread}
          </b>
        )}
      </span>
      <span className="nav-label" aria-hidden="true" data-short={short}>
        {label}
      </span>
      <span className="visually-hidden">{name}</span>
    </NavLink>
  );
}

/** The links of the main navigation, and the button for a new post. */
export function MainNavigation({ me, onWrite }: { me: Profile; onWrite: () => void }) {
  const unread = useUnreadCount();
  const messages = useChatUnread();
  // In the middle of a phone's bar and last beside the page: the order by keyboard is the one on the screen.
  const wide = useMedia("(width >= 720px)");
  const write = (
    <button type="button" className="nav-item nav-write" onClick={onWrite}>
      <Icon name="plus" size={24} />
      <span className="nav-label">{t`New post`}</span>
    </button>
  );
  return (
    <div className="rail-items">
      <Item to="/" end icon="home" label={t`Home`} />
      <Item to="/explore" icon="compass" label={t`Explore`} className="nav-explore" />
      <Item to="/search" icon="search" label={t`Search`} />
      <Item to="/questions" icon="question" label={t`Questions`} />
      {!wide && write}
      <Item to="/chat" icon="chat" label={t`Chat`} unread={messages} />
      <Item
        to="/notifications"
        icon="bell"
        label={t`Notifications`}
        short={t`Alerts`}
        unread={unread}
        className="nav-bell"
      />
      <Item to={`/@${me.username}`} icon="person" label={t`Profile`} className="nav-profile" />
      <Item to="/settings" icon="settings" label={t`Settings`} className="nav-settings" />
      {wide && write}
    </div>
  );
}
