import { useState } from "react";
import { type Relation, useRelation } from "../api/people";
import { errorMessage } from "../api/problem";
import type { Profile } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { isolate } from "../ui/characters";
import { focusFallback } from "../ui/focus";

/** Mute and block. */
export function RelationButtons({ profile }: { profile: Profile }) {
  return (
    <div className="relations">
      {!profile.isBlocked && <MuteButton profile={profile} />}
      <BlockButton profile={profile} />
    </div>
  );
}

/** Changes the relation and announces the effect. */
function useRelate(profile: Profile, relation: Relation) {
  const change = useRelation(profile, relation);
  const relate = async (on: boolean, done: string) => {
    if (change.isPending) return;
    try {
      // Awaited here: in the lists of blocked and muted people the button is removed with its row, and its callbacks with it.
      await change.mutateAsync(on);
      notify(done);
      focusFallback();
    } catch (error) {
      notify(errorMessage(error), true);
    }
  };
  return { relate, change, busy: change.isPending };
}

export function MuteButton({ profile }: { profile: Profile }) {
  const { relate, busy } = useRelate(profile, "mute");
  const done = profile.isMuted
    ? t`${isolate(profile.displayName)} is no longer muted.`
    : t`${isolate(profile.displayName)} is muted. Their posts no longer appear in your feed.`;
  return (
    <button
      type="button"
      className="button quiet"
      aria-disabled={busy}
      onClick={() => void relate(!profile.isMuted, done)}
    >
      {profile.isMuted ? t`Unmute` : t`Mute`}
      <span className="visually-hidden"> {profile.displayName}</span>
    </button>
  );
}

export function BlockButton({ profile }: { profile: Profile }) {
  const [asking, setAsking] = useState(false);
  const { relate, change, busy } = useRelate(profile, "block");
  const name = isolate(profile.displayName);
  const block = async () => {
    await change.mutateAsync(true);
    notify(t`${name} was blocked.`);
  };
  return (
    <>
      <button
        type="button"
        className="button quiet"
        aria-disabled={busy}
        onClick={() => (profile.isBlocked ? void relate(false, t`${name} was unblocked.`) : setAsking(true))}
      >
        {profile.isBlocked ? t`Unblock` : t`Block`}
        <span className="visually-hidden"> {profile.displayName}</span>
      </button>
      {asking && (
        <ConfirmDialog
          title={t`Block ${name}?`}
          action={t`Block`}
          pendingText={t`Blocking…`}
          onConfirm={block}
          onClose={() => setAsking(false)}
        >
          {t`You won't see each other, and neither of you will follow the other.`}
        </ConfirmDialog>
      )}
    </>
  );
}
