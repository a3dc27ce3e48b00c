import { useState } from "react";
import { type Relation, useRelation } from "../api/people";
import { errorMessage } from "../api/problem";
import type { Profile } from "../api/types";
import { notify } from "../ui/Announcer";
import { isolate } from "../ui/characters";
import { Modal } from "../ui/Modal";

/** Mute and block. */
export function RelationButtons({ profile }: { profile: Profile }) {
  return (
    <div className="relations">
      {!profile.isBlocked && <Mute profile={profile} />}
      <Block profile={profile} />
    </div>
  );
}

/** Changes the relation and announces the effect. */
function useRelate(profile: Profile, relation: Relation) {
  const change = useRelation(profile, relation);
  const relate = (on: boolean, done: string) =>
    change.mutate(on, { onSuccess: () => notify(done), onError: (error) => notify(errorMessage(error), true) });
  return { relate, busy: change.isPending };
}

function Mute({ profile }: { profile: Profile }) {
  const { relate, busy } = useRelate(profile, "mute");
  const done = profile.isMuted
    ? `${isolate(profile.displayName)} is no longer muted.`
    : `${isolate(profile.displayName)} is muted. Their posts no longer appear in your feed.`;
  return (
    <button type="button" className="button quiet" disabled={busy} onClick={() => relate(!profile.isMuted, done)}>
      {profile.isMuted ? "Unmute" : "Mute"}
      <span className="visually-hidden"> {profile.displayName}</span>
    </button>
  );
}

function Block({ profile }: { profile: Profile }) {
  const [asking, setAsking] = useState(false);
  const { relate, busy } = useRelate(profile, "block");
  const name = isolate(profile.displayName);
  const block = () => {
    setAsking(false);
    relate(true, `${name} was blocked.`);
  };
  return (
    <>
      <button
        type="button"
        className="button quiet"
        disabled={busy}
        onClick={() => (profile.isBlocked ? relate(false, `${name} was unblocked.`) : setAsking(true))}
      >
        {profile.isBlocked ? "Unblock" : "Block"}
        <span className="visually-hidden"> {name}</span>
      </button>
      {asking && (
        <Modal label={`Block ${name}?`} className="sheet" onClose={() => setAsking(false)}>
          <h2>Block {name}?</h2>
          <p>You won't see each other, and neither of you will follow the other.</p>
          <div className="sheet-actions">
            <button type="button" className="button quiet" onClick={() => setAsking(false)}>
              Cancel
            </button>
            <button type="button" className="button danger" onClick={block}>
              Block
            </button>
          </div>
        </Modal>
      )}
    </>
  );
}
