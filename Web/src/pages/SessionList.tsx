import { useEndSession, useSessions } from "../api/account";
import { wording } from "../api/problem";
import type { OwnSession } from "../api/types";
import { deviceName } from "../session/device";
import { leave } from "../session/leave";
import { say } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { Failure, More, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";

/** Where one is logged in, and the ways out. */
export function SessionList() {
  const list = useSessions();
  const end = useEndSession();
  const finish = (id: string | null, said: string) =>
    end.mutate(id, { onSuccess: () => say(said), onError: (error) => say(wording(error), true) });
  if (list.isPending) return <PeopleSkeletons count={2} />;
  if (list.data === undefined) return <Failure error={list.error} retry={list.refetch} />;
  const sessions = list.data.pages.flatMap((page) => page.items);
  return (
    <>
      <ul className="sessions">
        {sessions.map((session) => (
          <Row
            key={session.id}
            session={session}
            busy={end.isPending}
            onEnd={() => finish(session.id, `${deviceName(session.device)} is logged out.`)}
          />
        ))}
      </ul>
      <More
        more={list.hasNextPage}
        loading={list.isFetchingNextPage}
        failed={list.isFetchNextPageError}
        load={list.fetchNextPage}
      />
      <div className="sheet-actions">
        {sessions.length > 1 && (
          <button
            type="button"
            className="button quiet"
            disabled={end.isPending}
            onClick={() => finish(null, "You are logged out everywhere else.")}
          >
            End all others
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => void leave()}>
          <Icon name="out" />
          Log out
        </button>
      </div>
    </>
  );
}

function Row({ session, busy, onEnd }: { session: OwnSession; busy: boolean; onEnd: () => void }) {
  const name = deviceName(session.device);
  return (
    <li>
      <span>
        <strong>{name}</strong>
        {session.current && <span className="chip">this one</span>}
        <span className="hint">
          Logged in <TimeAgo at={session.createdAt} />, last used <TimeAgo at={session.lastUsedAt} />
        </span>
      </span>
      {!session.current && (
        <button
          type="button"
          className="button quiet"
          disabled={busy}
          onClick={onEnd}
          aria-label={`End the session on ${name}`}
        >
          End
        </button>
      )}
    </li>
  );
}
