import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useNavigate } from "react-router";
import { deleteRoom, dropRoom, leaveRoom, useRenameRoom } from "../api/chat";
import { errorMessage } from "../api/problem";
import type { Room } from "../api/types";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { notify } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { isolate } from "../ui/characters";
import { Field } from "../ui/Field";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { SubmitButton } from "../ui/SubmitButton";
import { DialogHead } from "./DialogHead";
import { InvitesSection } from "./InvitesSection";
import { MembersSection } from "./MembersSection";
import { mutedRooms, useMutedRooms } from "./muted";
import { roomTitle } from "./roomText";

/** The details of a room: mute, members, invites, and for its owner name and end. */
export default function RoomDialog({ room, onClose }: { room: Room; onClose: () => void }) {
  const [asking, setAsking] = useState<"leave" | "delete" | null>(null);
  const client = useQueryClient();
  const navigate = useNavigate();
  const muted = useMutedRooms().has(room.id);
  const owner = room.role === "owner";
  const name = isolate(roomTitle(room));
  const end = async (act: (id: string) => Promise<unknown>, done: string) => {
    await act(room.id);
    navigate("/chat", { replace: true });
    dropRoom(client, room.id);
    notify(done);
  };
  return (
    <Modal label={t`Conversation details`} className="sheet wide padded chat-details" onClose={onClose}>
      <DialogHead title={roomTitle(room)} onClose={onClose} />
      <button
        type="button"
        className="button quiet"
        aria-pressed={muted}
        onClick={() => {
          mutedRooms.set(room.id, !muted);
          notify(muted ? t`${name} is no longer muted.` : t`${name} is muted on this device.`);
        }}
      >
        <Icon name={muted ? "bell" : "muted"} size={20} />
        {muted ? t`Unmute` : t`Mute`}
      </button>
      {room.peer !== null && (
        <Link to={`/@${room.peer.username}`} className="button quiet">
          <Icon name="person" size={20} />
          {t`View profile`}
        </Link>
      )}
      {!room.direct && (
        <>
          {owner && <RenameForm room={room} />}
          <MembersSection room={room} />
          <InvitesSection room={room} />
          <section className="chat-section">
            <h3>{t`Leave or delete`}</h3>
            <div className="chat-buttons">
              <button type="button" className="button quiet" onClick={() => setAsking("leave")}>
                {t`Leave room`}
              </button>
              {owner && (
                <button type="button" className="button danger" onClick={() => setAsking("delete")}>
                  {t`Delete room`}
                </button>
              )}
            </div>
          </section>
        </>
      )}
      {asking === "leave" && (
        <ConfirmDialog
          title={t`Leave ${name}?`}
          action={t`Leave`}
          pendingText={t`Leaving…`}
          onConfirm={() => end(leaveRoom, t`You left ${name}.`)}
          onClose={() => setAsking(null)}
        >
          {room.members === 1
            ? t`You are the last member: the room and its messages are deleted.`
            : t`You no longer see its messages. To come back you need an invite.`}
        </ConfirmDialog>
      )}
      {asking === "delete" && (
        <ConfirmDialog
          title={t`Delete ${name}?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={() => end(deleteRoom, t`${name} was deleted.`)}
          onClose={() => setAsking(null)}
        >
          {t`The room and all its messages are deleted for everyone. This can't be undone.`}
        </ConfirmDialog>
      )}
    </Modal>
  );
}

function RenameForm({ room }: { room: Room }) {
  const [name, setName] = useState(room.name);
  const rename = useRenameRoom(room.id);
  const ready = name.trim() !== "" && name.trim() !== room.name;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || rename.isPending) return;
    rename.mutate(name.trim(), { onSuccess: () => notify(t`The room was renamed.`) });
  };
  return (
    <form className="chat-section chat-rename" onSubmit={onSubmit}>
      <Field
        label={t`Room name`}
        name="name"
        value={name}
        maxLength={limits.roomName}
        autoComplete="off"
        error={rename.isError ? errorMessage(rename.error) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <SubmitButton disabled={!ready} pending={rename.isPending} pendingText={t`Saving…`}>
        {t`Rename`}
      </SubmitButton>
    </form>
  );
}
