import { Link } from "react-router";
import type { Profile } from "../api/types";
import { MessageButton } from "../chat/MessageButton";
import { plural, t } from "../i18n/text";
import { FollowButton } from "../people/FollowButton";
import { RelationButtons } from "../people/RelationButtons";
import { RichText } from "../posts/RichText";
import { Avatar, tint } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Hills } from "../ui/States";
import { compactNumber, formatMonth } from "../ui/time";

/** The top of a profile: picture, name, bio, counts and what can be done. */
export function ProfileHead({ profile, mine }: { profile: Profile; mine: boolean }) {
  const home = `/@${profile.username}`;
  return (
    <section className="panel profile" aria-label={t`About`}>
      <div className={`cover tint-${tint(profile.username)}`}>
        <Hills />
      </div>
      <div className="profile-top">
        <Avatar person={profile} size={112} large />
        {mine ? (
          <Link to="/settings" className="button quiet">
            {t`Edit profile`}
          </Link>
        ) : (
          !profile.isBlocked && (
            <span className="profile-actions">
              <MessageButton profile={profile} />
              <FollowButton profile={profile} />
            </span>
          )
        )}
      </div>
      <h2 className="profile-name" dir="auto">
        {profile.displayName}
      </h2>
      <p className="handle">
        <span className="handle-name">@{profile.username}</span>
        {profile.followsMe && <span className="chip">{t`Follows you`}</span>}
      </p>
      {profile.bio !== "" && <RichText text={profile.bio} entities={profile.bioEntities} />}
      <p className="profile-since">
        <Icon name="calendar" size={17} /> {t`Joined ${formatMonth(new Date(profile.createdAt))}`}
      </p>
      <ul className="counts">
        {profile.posts !== null && (
          <li>
            <b>{compactNumber(profile.posts)}</b> {plural(profile.posts, { one: "post", other: "posts" })}
          </li>
        )}
        <li>
          <Link to={`${home}/followers`}>
            <b>{compactNumber(profile.followers)}</b>{" "}
            {plural(profile.followers, { one: "follower", other: "followers" })}
          </Link>
        </li>
        <li>
          <Link to={`${home}/following`}>
            <b>{compactNumber(profile.following)}</b> {t`following`}
          </Link>
        </li>
        {profile.reputation !== null && (
          <li>
            <b>{compactNumber(profile.reputation)}</b> {t`reputation`}
          </li>
        )}
      </ul>
      {!mine && <RelationButtons profile={profile} />}
    </section>
  );
}

export function ProfileHeadSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">{t`Loading the profile`}</span>
      <div className="panel profile skeleton" aria-hidden="true">
        <div className="cover" />
        <div className="profile-top">
          <span className="bone bone-face" />
        </div>
        <span className="bone bone-name" />
        <span className="bone bone-line short" />
      </div>
    </div>
  );
}
