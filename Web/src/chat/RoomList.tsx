import { lazy, useEffect, useState, useSyncExternalStore } from "react";
import { NavLink } from "react-router";
import { useRooms } from "../api/chat";
import { flatten } from "../api/pages";
import type { Room } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { Icon } from "../ui/Icon";
import { EmptyState, ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";
import { DesktopNotice } from "./DesktopNotice";
import { byActivity } from "./latestMessage";
import { useMutedRooms } from "./muted";
import { loadOutbox, onOutboxChange } from "./outbox";
import { RoomAvatar } from "./RoomAvatar";
import { useRoomUnread } from "./roomStates";
import { preview, roomTitle } from "./roomText";
import { resumeOutboxes } from "./useConversation";

const NewMessageDialog = lazy(() => import("./NewMessageDialog"));
const NewRoomDialog = lazy(() => import("./NewRoomDialog"));

/** The user's rooms, written to last first, and the buttons for new ones. */
export function RoomList() {
  const [open, setOpen] = useState<"message" | "room" | null>(null);
  const close = () => setOpen(null);
  const me = useMe();
  useEffect(() => resumeOutboxes(me.id), [me.id]);
  return (
    <section className="chat-list" aria-label={t`Conversations`}>
      <header className="chat-list-head">
        <h2>{t`Chat`}</h2>
        <button
          type="button"
          className="round"
          aria-label={t`New room`}
          title={t`New room`}
          onClick={() => setOpen("room")}
        >
          <Icon name="people" />
        </button>
        <button
          type="button"
          className="round"
          aria-label={t`New message`}
          title={t`New message`}
          onClick={() => setOpen("message")}
        >
          <Icon name="edit" />
        </button>
      </header>
      <DesktopNotice />
      <Rooms onNew={() => setOpen("message")} />
      {open !== null && (
        <ChunkBoundary onFail={close}>
          {open === "message" ? <NewMessageDialog onClose={close} /> : <NewRoomDialog onClose={close} />}
        </ChunkBoundary>
      )}
    </section>
  );
}

function Rooms({ onNew }: { onNew: () => void }) {
  const query = useRooms();
  if (query.isPending) {
    return (
      <div role="status">
        <span className="visually-hidden">{t`Loading conversations`}</span>
        <PeopleSkeletons />
      </div>
    );
  }
  if (query.data === undefined) return <ErrorState error={query.error} retry={query.refetch} />;
  const rooms = flatten(query.data).sort(byActivity);
  if (rooms.length === 0) {
    return (
      <EmptyState title={t`No conversations yet`}>
        <p>{t`Write to somebody, or make a room for several people.`}</p>
        <button type="button" className="button" onClick={onNew}>
          {t`New message`}
        </button>
      </EmptyState>
    );
  }
  return (
    <div className="chat-rooms">
      <ul>
        {rooms.map((room) => (
          <RoomItem key={room.id} room={room} />
        ))}
      </ul>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={query.fetchNextPage}
      />
    </div>
  );
}

function RoomItem({ room }: { room: Room }) {
  const me = useMe();
  const unread = useRoomUnread(room);
  const muted = useMutedRooms().has(room.id);
  const unsent = useSyncExternalStore(onOutboxChange, () => loadOutbox(me.id, room.id).length > 0);
  return (
    <li>
      <NavLink to={`/chat/${room.id}`} className={unread > 0 && !muted ? "chat-room unread" : "chat-room"}>
        <RoomAvatar room={room} />
        <span className="chat-room-words">
          <span className="chat-room-name" dir="auto">
            {roomTitle(room)}
          </span>
          <span className="chat-room-time">
            <TimeAgo at={room.lastMessage?.sentAt ?? room.createdAt} />
          </span>
          <span className="chat-room-last" dir="auto">
            {unsent ? t`Not sent yet` : preview(room, me.id)}
          </span>
          <span className="chat-room-state">
            {muted && (
              <>
                <Icon name="muted" size={16} />
                <span className="visually-hidden">{t`Muted`}</span>
              </>
            )}
            {unread > 0 && (
              <b className={muted ? "count quiet" : "count"}>
                {unread > 99 ? "99+" : unread}
                <span className="visually-hidden"> {t`unread`}</span>
              </b>
            )}
          </span>
        </span>
      </NavLink>
    </li>
  );
}
