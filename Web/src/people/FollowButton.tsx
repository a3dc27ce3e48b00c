import { useFollow } from "../api/people";
import { wording } from "../api/problem";
import type { Profile } from "../api/types";
import { useMe } from "../session/browser";
import { say } from "../ui/Announcer";

/** `brief` where there is little room: then it does not say that they follow oneself. */
export function FollowButton({ profile, brief = false }: { profile: Profile; brief?: boolean }) {
  const me = useMe();
  const follow = useFollow(profile);
  if (profile.id === me.id) return null;
  return (
    <button
      type="button"
      className={profile.isFollowed ? "button follow on" : "button follow"}
      onClick={() =>
        // One at a time: a second click while the first is on its way would race it.
        follow.isPending || follow.mutate(!profile.isFollowed, { onError: (error) => say(wording(error), true) })
      }
    >
      {profile.isFollowed ? "Following" : profile.followsMe && !brief ? "Follow back" : "Follow"}
      <span className="unseen"> {profile.displayName}</span>
    </button>
  );
}
