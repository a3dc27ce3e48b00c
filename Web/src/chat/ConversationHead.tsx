import { lazy, useState } from "react";
import { Link } from "react-router";
import type { Member, Room } from "../api/types";
import { plural, t } from "../i18n/text";
import { useMe } from "../session/browser";
import { Avatar } from "../ui/Avatar";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { Icon } from "../ui/Icon";
import { useMutedRooms } from "./muted";
import { RoomAvatar } from "./RoomAvatar";
import { lastSeenText, roomTitle } from "./roomText";

const RoomDialog = lazy(() => import("./RoomDialog"));

interface Props {
  room: Room;
  members: readonly Member[];
  searching: boolean;
  onSearch: () => void;
}

/** The top of a conversation: whose it is, who is there, and what can be done with the room. */
export function ConversationHead({ room, members, searching, onSearch }: Props) {
  const [open, setOpen] = useState(false);
  const muted = useMutedRooms().has(room.id);
  return (
    <header className="chat-head">
      <Link to="/chat" className="round chat-back" aria-label={t`All conversations`}>
        <Icon name="left" />
      </Link>
      {room.peer !== null ? (
        <Link to={`/@${room.peer.username}`} tabIndex={-1} aria-hidden="true">
          <Avatar person={room.peer} size={40} />
        </Link>
      ) : (
        <RoomAvatar room={room} size={40} />
      )}
      <div className="chat-head-words">
        <h2 dir="auto">
          {room.peer !== null ? <Link to={`/@${room.peer.username}`}>{roomTitle(room)}</Link> : roomTitle(room)}
          {muted && (
            <span className="chat-muted" title={t`Muted`}>
              <Icon name="muted" size={16} />
              <span className="visually-hidden">{t`, muted`}</span>
            </span>
          )}
        </h2>
        <Presence room={room} members={members} />
      </div>
      <button
        type="button"
        className="round"
        aria-label={t`Search in this conversation`}
        aria-expanded={searching}
        onClick={onSearch}
      >
        <Icon name="search" />
      </button>
      <button type="button" className="round" aria-label={t`Conversation details`} onClick={() => setOpen(true)}>
        <Icon name="info" />
      </button>
      {open && (
        <ChunkBoundary onFail={() => setOpen(false)}>
          <RoomDialog room={room} onClose={() => setOpen(false)} />
        </ChunkBoundary>
      )}
    </header>
  );
}

function Presence({ room, members }: { room: Room; members: readonly Member[] }) {
  const me = useMe();
  if (room.direct) {
    const peer = members.find((member) => member.id !== me.id);
    if (peer === undefined || peer.folded) return null;
    if (peer.online) return <span className="hint online">{t`Online`}</span>;
    if (peer.lastSeen === null) return null;
    return <span className="hint">{lastSeenText(peer.lastSeen, new Date())}</span>;
  }
  const online = members.filter((member) => member.online && member.id !== me.id).length;
  return (
    <span className="hint">
      {plural(room.members, { one: "# member", other: "# members" })}
      {online > 0 && t`, ${online} online`}
    </span>
  );
}
