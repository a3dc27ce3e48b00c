import type { Room } from "../api/types";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";

/** The other person of a direct room, or the initials of a room's name. */
export function RoomAvatar({ room, size = 48 }: { room: Room; size?: number }) {
  if (room.peer !== null) return <Avatar person={room.peer} size={size} />;
  if (room.direct) {
    return (
      <span className="avatar no-avatar" style={{ width: size, height: size }}>
        <Icon name="person" />
      </span>
    );
  }
  return <Avatar person={{ username: room.id, displayName: room.name, avatarUrl: null }} size={size} />;
}
