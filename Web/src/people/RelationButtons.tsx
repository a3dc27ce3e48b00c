import { useState } from "react";
import { type Relation, useRelation } from "../api/people";
import { wording } from "../api/problem";
import type { Profile } from "../api/types";
import { say } from "../ui/Announcer";
import { Modal } from "../ui/Modal";

/** What one can do about a person beside following them. */
export function RelationButtons({ profile }: { profile: Profile }) {
  return (
    <div className="relations">
      {!profile.isBlocked && <Mute profile={profile} />}
      <Block profile={profile} />
    </div>
  );
}

/** Changes the relation, and says what that means. */
function useRelate(profile: Profile, relation: Relation) {
  const change = useRelation(profile, relation);
  const relate = (on: boolean, done: string) =>
    change.mutate(on, { onSuccess: () => say(done), onError: (error) => say(wording(error), true) });
  return { relate, busy: change.isPending };
}

function Mute({ profile }: { profile: Profile }) {
  const { relate, busy } = useRelate(profile, "mute");
  const done = profile.isMuted
    ? `You see ${profile.displayName}’s posts in your feed again.`
    : `${profile.displayName} is muted: your feed leaves them out, and they are not told.`;
  return (
    <button type="button" className="button quiet" disabled={busy} onClick={() => relate(!profile.isMuted, done)}>
      {profile.isMuted ? "Unmute" : "Mute"}
      <span className="unseen"> {profile.displayName}</span>
    </button>
  );
}

function Block({ profile }: { profile: Profile }) {
  const [asking, setAsking] = useState(false);
  const { relate, busy } = useRelate(profile, "block");
  const name = profile.displayName;
  const block = () => {
    setAsking(false);
    relate(true, `${name} is blocked.`);
  };
  return (
    <>
      <button
        type="button"
        className="button quiet"
        disabled={busy}
        onClick={() => (profile.isBlocked ? relate(false, `${name} is not blocked any more.`) : setAsking(true))}
      >
        {profile.isBlocked ? "Unblock" : "Block"}
        <span className="unseen"> {name}</span>
      </button>
      {asking && (
        <Modal label={`Block ${name}?`} className="sheet" onClose={() => setAsking(false)}>
          <h2>Block {name}?</h2>
          <p>Neither of you will see the other, and neither follows the other any more.</p>
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
