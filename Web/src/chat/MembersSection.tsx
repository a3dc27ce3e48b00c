import { useState } from "react";
import { Link } from "react-router";
import { useMemberChanges, useMembers } from "../api/chat";
import { flatten } from "../api/pages";
import { errorMessage } from "../api/problem";
import type { Author, Member, Room } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { isolate } from "../ui/characters";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";

/** Who is in a room. Its owner makes others owners and removes them. */
export function MembersSection({ room }: { room: Room }) {
  const query = useMembers(room.id);
  return (
    <section className="chat-section" aria-label={t`Members`}>
      <h3>{t`Members`}</h3>
      {query.isPending ? (
        <PeopleSkeletons count={2} />
      ) : query.data === undefined ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : (
        <>
          <ul>
            {flatten(query.data).map((member) => (
              <MemberRow key={member.id} member={member} room={room} />
            ))}
          </ul>
          <LoadMore
            more={query.hasNextPage}
            loading={query.isFetchingNextPage}
            failed={query.isFetchNextPageError}
            load={query.fetchNextPage}
          />
        </>
      )}
    </section>
  );
}

function MemberRow({ member, room }: { member: Member; room: Room }) {
  const me = useMe();
  const { user } = member;
  if (user === null) {
    return (
      <li className="chat-member">
        <span className="hint">{t`Someone who isn't shown`}</span>
      </li>
    );
  }
  const own = member.id === me.id;
  return (
    <li className="chat-member">
      <Avatar person={user} size={40} />
      <span className="person-words">
        <Link to={`/@${user.username}`} className="name" dir="auto">
          {user.displayName}
        </Link>
        <span className="handle">
          {own ? t`You` : `@${user.username}`}
          {member.role === "owner" && <span className="chip">{t`Owner`}</span>}
          {member.online && !own && <span className="chip online">{t`Online`}</span>}
        </span>
      </span>
      {room.role === "owner" && !own && <MemberActions room={room} user={user} owner={member.role === "owner"} />}
    </li>
  );
}

function MemberActions({ room, user, owner }: { room: Room; user: Author; owner: boolean }) {
  const { setRole, remove } = useMemberChanges(room.id);
  const [asking, setAsking] = useState<"owner" | "remove" | null>(null);
  const name = isolate(user.displayName);
  const change = async (role: "owner" | "member") => {
    await setRole.mutateAsync({ username: user.username, role });
    notify(role === "owner" ? t`${name} is an owner now.` : t`${name} is no longer an owner.`);
  };
  return (
    <span className="chat-buttons">
      <button
        type="button"
        className="button quiet"
        onClick={() =>
          owner
            ? void change("member").catch((error: unknown) => notify(errorMessage(error), true))
            : setAsking("owner")
        }
      >
        {owner ? t`Make member` : t`Make owner`}
        <span className="visually-hidden"> {name}</span>
      </button>
      <button type="button" className="button quiet" onClick={() => setAsking("remove")}>
        {t`Remove`}
        <span className="visually-hidden"> {name}</span>
      </button>
      {asking === "owner" && (
        <ConfirmDialog
          title={t`Make ${name} an owner?`}
          action={t`Make owner`}
          pendingText={t`Saving…`}
          onConfirm={() => change("owner")}
          onClose={() => setAsking(null)}
        >
          {t`Owners rename and delete the room, delete messages and remove members. You stay an owner as well.`}
        </ConfirmDialog>
      )}
      {asking === "remove" && (
        <ConfirmDialog
          title={t`Remove ${name}?`}
          action={t`Remove`}
          pendingText={t`Removing…`}
          onConfirm={async () => {
            await remove.mutateAsync(user.username);
            notify(t`${name} was removed.`);
          }}
          onClose={() => setAsking(null)}
        >
          {t`They no longer see the room. With an invite link they can come back.`}
        </ConfirmDialog>
      )}
    </span>
  );
}
