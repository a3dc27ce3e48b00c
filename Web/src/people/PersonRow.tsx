import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Profile } from "../api/types";
import { t } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { FollowButton } from "./FollowButton";

interface Props {
  person: Profile;
  brief?: boolean;
  /** In place of the button to follow. */
  action?: ReactNode;
}

export function PersonRow({ person, brief = false, action }: Props) {
  const profileUrl = `/@${person.username}`;
  return (
    <li className="person">
      <Link to={profileUrl} tabIndex={-1} aria-hidden="true">
        <Avatar person={person} />
      </Link>
      <div className="person-words">
        <Link to={profileUrl} className="name">
          {person.displayName}
        </Link>
        <span className="handle">
          <span className="handle-name">@{person.username}</span>
          {/* Without following back, the button says it: "Follow back". */}
          {person.followsMe && person.isFollowed && !brief && <span className="chip">{t`Follows you`}</span>}
        </span>
        {!brief && person.bio !== "" && <p className="person-bio">{person.bio}</p>}
      </div>
      {action ?? <FollowButton profile={person} brief={brief} />}
    </li>
  );
}
