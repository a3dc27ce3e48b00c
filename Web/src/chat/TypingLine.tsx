import type { Member, Room } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { typingText, useTyping } from "./typing";

interface Props {
  room: Room;
  members: readonly Member[];
  /** Whether there is no live line at the moment. */
  connecting: boolean;
}

/** Who is writing, or that news come late because the live line is down. */
export function TypingLine({ room, members, connecting }: Props) {
  const me = useMe();
  const users = useTyping(room.id).filter((user) => user !== me.id);
  const names = users.flatMap((user) => {
    const member = members.find((one) => one.id === user);
    return member?.folded || member?.user == null ? [] : [member.user.displayName];
  });
  return (
    <p className={connecting ? "typing connecting" : "typing"} aria-live="off">
      {connecting ? t`Connecting…` : typingText(names)}
    </p>
  );
}
