import { useNavigate } from "react-router";
import { useOpenDirect } from "../api/chat";
import { errorMessage } from "../api/problem";
import type { Profile } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";

/** Opens the direct room with the person of a profile. */
export function MessageButton({ profile }: { profile: Profile }) {
  const navigate = useNavigate();
  const open = useOpenDirect();
  const onClick = () =>
    open.isPending ||
    open.mutate(profile.username, {
      onSuccess: (room) => navigate(`/chat/${room.id}`),
      onError: (error) => notify(errorMessage(error), true),
    });
  return (
    <button type="button" className="button quiet" aria-disabled={open.isPending} onClick={onClick}>
      <Icon name="chat" size={20} />
      <span className="message-label">{t`Message`}</span>
      <span className="visually-hidden"> {profile.displayName}</span>
    </button>
  );
}
