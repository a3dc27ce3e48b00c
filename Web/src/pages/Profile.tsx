import { Link, useParams } from "react-router";
import { useProfile } from "../api/people";
import { flattenPosts, usePostsBy } from "../api/posts";
import { Problem } from "../api/problem";
import type { Profile } from "../api/types";
import { FollowButton } from "../people/FollowButton";
import { RelationButtons } from "../people/RelationButtons";
import { PostList } from "../posts/PostList";
import { RichText } from "../posts/RichText";
import { useMe } from "../session/browser";
import { Avatar, tint } from "../ui/Avatar";
import { isolate } from "../ui/characters";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, Hills } from "../ui/States";
import { compactNumber, formatMonth } from "../ui/time";
import { useInterval } from "../ui/useInterval";
import { NotFound } from "./NotFound";

export function ProfilePage() {
  const { handle = "" } = useParams();
  return handle.startsWith("@") ? <Person key={handle} username={handle.slice(1).toLowerCase()} /> : <NotFound />;
}

function Person({ username }: { username: string }) {
  const profile = useProfile(username);
  const posts = usePostsBy(username);
  const me = useMe();
  // After an unblock the posts reappear a moment later than the profile: refetch until they do.
  const postsLagging =
    profile.data?.isBlocked === false &&
    (profile.data.posts ?? 0) > 0 &&
    posts.isSuccess &&
    flattenPosts(posts.data).length === 0;
  useInterval(1_000, postsLagging, posts.refetch);
  if (profile.error instanceof Problem && [404, 422].includes(profile.error.status)) return <NotFound />;
  if (profile.isPending) return <HeadSkeleton />;
  if (profile.data === undefined) return <ErrorState error={profile.error} retry={() => profile.refetch()} />;
  const mine = profile.data.id === me.id;
  return (
    <Page title={`${profile.data.displayName} (@${username})`}>
      <Head profile={profile.data} mine={mine} />
      <PostList
        label={`Posts by ${profile.data.displayName}`}
        query={posts}
        empty={
          profile.data.isBlocked ? (
            <EmptyState title={`You blocked ${isolate(profile.data.displayName)}`}>
              <p>You can't see each other's posts.</p>
            </EmptyState>
          ) : (
            <EmptyState title={mine ? "You haven't posted yet" : "No posts yet"}>
              <p>{mine ? "Your posts will appear here." : "Posts will appear here."}</p>
            </EmptyState>
          )
        }
      />
    </Page>
  );
}

function Head({ profile, mine }: { profile: Profile; mine: boolean }) {
  const home = `/@${profile.username}`;
  return (
    <section className="panel profile" aria-label="About">
      <div className={`cover tint-${tint(profile.username)}`}>
        <Hills />
      </div>
      <div className="profile-top">
        <Avatar person={profile} size={112} large />
        {mine ? (
          <Link to="/settings" className="button quiet">
            Edit profile
          </Link>
        ) : (
          !profile.isBlocked && <FollowButton profile={profile} />
        )}
      </div>
      <h2 className="profile-name" dir="auto">
        {profile.displayName}
      </h2>
      <p className="handle">
        @{profile.username}
        {profile.followsMe && <span className="chip">Follows you</span>}
      </p>
      {profile.bio !== "" && <RichText text={profile.bio} entities={profile.bioEntities} />}
      <p className="profile-since">
        <Icon name="calendar" size={17} /> Joined {formatMonth(new Date(profile.createdAt))}
      </p>
      <ul className="counts">
        {profile.posts !== null && (
          <li>
            <b>{compactNumber(profile.posts)}</b> {profile.posts === 1 ? "post" : "posts"}
          </li>
        )}
        <li>
          <Link to={`${home}/followers`}>
            <b>{compactNumber(profile.followers)}</b> {profile.followers === 1 ? "follower" : "followers"}
          </Link>
        </li>
        <li>
          <Link to={`${home}/following`}>
            <b>{compactNumber(profile.following)}</b> following
          </Link>
        </li>
      </ul>
      {!mine && <RelationButtons profile={profile} />}
    </section>
  );
}

function HeadSkeleton() {
  return (
    <div role="status">
      <span className="visually-hidden">Loading the profile</span>
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
