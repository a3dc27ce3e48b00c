import { useFollow } from "../api/people";
import { errorMessage } from "../api/problem";
import type { Profile } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { useToggle } from "../ui/useToggle";

/** `brief` is for narrow places: "Follow" instead of "Follow back". */
export function FollowButton({ profile, brief = false }: { profile: Profile; brief?: boolean }) {
  const me = useMe();
  const follow = useFollow(profile);
  const next = useToggle(profile.isFollowed);
  if (profile.id === me.id) return null;
  return (
    <button
      type="button"
      className={profile.isFollowed ? "button follow on" : "button follow"}
      onClick={() => follow.mutate(next(), { onError: (error) => notify(errorMessage(error), true) })}
    >
      {profile.isFollowed ? (
        <span className="follow-state">
          <span>{t`Following`}</span>
          <span aria-hidden="true">{t`Unfollow`}</span>
        </span>
      ) : profile.followsMe && !brief ? (
        t`Follow back`
      ) : (
        t`Follow`
      )}
      <span className="visually-hidden"> {profile.displayName}</span>
    </button>
  );
}
