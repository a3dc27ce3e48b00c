import { NavLink, useParams } from "react-router";
import { useProfile } from "../api/people";
import { flattenPosts, usePostsBy } from "../api/posts";
import { Problem } from "../api/problem";
import { t } from "../i18n/text";
import { PostList } from "../posts/PostList";
import { useMe } from "../session/browser";
import { isolate } from "../ui/characters";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState } from "../ui/States";
import { useInterval } from "../ui/useInterval";
import { NotFound } from "./NotFound";
import { PhotoGallery } from "./PhotoGallery";
import { ProfileHead, ProfileHeadSkeleton } from "./ProfileHead";
import { ProfileQuestions } from "./ProfileQuestions";

export type ProfileTab = "posts" | "photos" | "questions";

/** The page of the route /@username. */
export function ProfilePage() {
  const { handle = "" } = useParams();
  if (!handle.startsWith("@")) return <NotFound />;
  return <UserProfile key={handle} username={handle.slice(1).toLowerCase()} tab="posts" />;
}

export function UserProfile({ username, tab }: { username: string; tab: ProfileTab }) {
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
  if (profile.isPending) return <ProfileHeadSkeleton />;
  if (profile.data === undefined) return <ErrorState error={profile.error} retry={() => profile.refetch()} />;
  const mine = profile.data.id === me.id;
  const { displayName, isBlocked } = profile.data;
  const empty = isBlocked ? (
    <EmptyState title={t`You blocked ${isolate(displayName)}`}>
      <p>{t`You can't see each other's posts.`}</p>
    </EmptyState>
  ) : (
    <EmptyState title={mine ? t`You haven't posted yet` : t`No posts yet`}>
      <p>{mine ? t`Your posts will appear here.` : t`Posts will appear here.`}</p>
    </EmptyState>
  );
  return (
    <Page title={`${displayName} (@${username})`}>
      <ProfileHead profile={profile.data} mine={mine} />
      <nav className="tabs" aria-label={t`Profile`}>
        <NavLink replace end to={`/@${username}`}>
          {t`Posts`}
        </NavLink>
        <NavLink replace to={`/@${username}/photos`}>
          {t`Photos`}
        </NavLink>
        <NavLink replace to={`/@${username}/questions`}>
          {t`Questions`}
        </NavLink>
      </nav>
      {tab === "questions" && isBlocked ? (
        empty
      ) : tab === "questions" ? (
        <ProfileQuestions username={username} name={displayName} />
      ) : tab === "photos" ? (
        <PhotoGallery query={posts} name={displayName} empty={empty} />
      ) : (
        <PostList label={t`Posts by ${displayName}`} query={posts} empty={empty} />
      )}
    </Page>
  );
}
