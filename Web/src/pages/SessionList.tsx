import { useRef } from "react";
import { useEndSession, useSessions } from "../api/account";
import { errorMessage } from "../api/problem";
import type { OwnSession } from "../api/types";
import { rich, t } from "../i18n/text";
import { deviceName } from "../session/device";
import { signOut } from "../session/signOut";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";

/** The user's sessions, each of which they can end. */
export function SessionList() {
  const list = useSessions();
  const end = useEndSession();
  const heading = useRef<HTMLParagraphElement>(null);
  const endSession = (id: string | null, done: string) => {
    if (end.isPending) return;
    end.mutate(id, {
      onSuccess: () => {
        notify(done);
        // The row of the session is removed together with its button.
        heading.current?.focus({ preventScroll: true });
      },
      onError: (error) => notify(errorMessage(error), true),
    });
  };
  if (list.isPending) return <PeopleSkeletons count={2} />;
  if (list.data === undefined) return <ErrorState error={list.error} retry={list.refetch} />;
  const sessions = list.data.pages.flatMap((page) => page.items);
  return (
    <>
      <p className="hint" ref={heading} tabIndex={-1}>
        {t`Where you are logged in.`}
      </p>
      <ul className="sessions">
        {sessions.map((session) => (
          <Row
            key={session.id}
            session={session}
            busy={end.isPending}
            onEnd={() => endSession(session.id, t`${deviceName(session.device)} was logged out.`)}
          />
        ))}
      </ul>
      <LoadMore
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
            aria-disabled={end.isPending}
            onClick={() => endSession(null, t`All other sessions were logged out.`)}
          >
            {t`Log out all others`}
          </button>
        )}
        <button type="button" className="button quiet" onClick={() => void signOut()}>
          <Icon name="logout" />
          {t`Log out`}
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
        {session.current && <span className="chip">{t`This device`}</span>}
        <span className="hint">
          {rich`Logged in ${<TimeAgo at={session.createdAt} />}, last used ${<TimeAgo at={session.lastUsedAt} />}`}
        </span>
      </span>
      {!session.current && (
        <button
          type="button"
          className="button quiet"
          aria-disabled={busy}
          onClick={onEnd}
          aria-label={t`Log out ${name}`}
        >
          {t`Log out`}
        </button>
      )}
    </li>
  );
}
