import { NavLink, useParams } from "react-router";
import { type FollowList, useFollows, useProfile } from "../api/people";
import { Problem } from "../api/problem";
import { t } from "../i18n/text";
import { PeopleList } from "../people/PeopleList";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";
import { NotFound } from "./NotFound";
import { UserProfile } from "./Profile";

/** The pages below a profile: followers, following, photos and questions. */
export function Follows() {
  const { handle = "", side = "" } = useParams();
  if (handle.startsWith("@") && (side === "photos" || side === "questions")) {
    return <UserProfile key={handle} username={handle.slice(1).toLowerCase()} tab={side} />;
  }
  if (!handle.startsWith("@") || (side !== "followers" && side !== "following")) return <NotFound />;
  return <Lists key={`${handle}/${side}`} username={handle.slice(1).toLowerCase()} side={side} />;
}

function Lists({ username, side }: { username: string; side: FollowList }) {
  const profile = useProfile(username);
  const list = useFollows(username, side);
  if (profile.error instanceof Problem && [404, 422].includes(profile.error.status)) return <NotFound />;
  const name = profile.data?.displayName ?? `@${username}`;
  return (
    <Page
      title={side === "followers" ? t`Followers of ${name}` : t`People ${name} follows`}
      heading={<BackLink to={`/@${username}`}>{name}</BackLink>}
    >
      <nav className="tabs" aria-label={t`Lists`}>
        <NavLink replace to={`/@${username}/followers`}>
          {t`Followers`}
        </NavLink>
        <NavLink replace to={`/@${username}/following`}>
          {t`Following`}
        </NavLink>
      </nav>
      <div className="panel">
        <PeopleList
          query={list}
          empty={<EmptyState title={side === "followers" ? t`No followers yet` : t`Not following anyone yet`} />}
        />
      </div>
    </Page>
  );
}
