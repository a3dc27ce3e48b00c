import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Link, useNavigate } from "react-router";
import { deleteRoom, dropRoom, leaveRoom, useRenameRoom } from "../api/chat";
import { errorMessage } from "../api/problem";
import type { Room } from "../api/types";
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
    <Modal label="Conversation details" className="sheet wide padded chat-details" onClose={onClose}>
      <DialogHead title={roomTitle(room)} onClose={onClose} />
      <button
        type="button"
        className="button quiet"
        aria-pressed={muted}
        onClick={() => {
          mutedRooms.set(room.id, !muted);
          notify(muted ? `${name} is no longer muted.` : `${name} is muted on this device.`);
        }}
      >
        <Icon name={muted ? "bell" : "muted"} size={20} />
        {muted ? "Unmute" : "Mute"}
      </button>
      {room.peer !== null && (
        <Link to={`/@${room.peer.username}`} className="button quiet">
          <Icon name="person" size={20} />
          View profile
        </Link>
      )}
      {!room.direct && (
        <>
          {owner && <RenameForm room={room} />}
          <MembersSection room={room} />
          <InvitesSection room={room} />
          <section className="chat-section">
            <h3>Leave or delete</h3>
            <div className="chat-buttons">
              <button type="button" className="button quiet" onClick={() => setAsking("leave")}>
                Leave room
              </button>
              {owner && (
                <button type="button" className="button danger" onClick={() => setAsking("delete")}>
                  Delete room
                </button>
              )}
            </div>
          </section>
        </>
      )}
      {asking === "leave" && (
        <ConfirmDialog
          title={`Leave ${name}?`}
          action="Leave"
          pendingText="Leaving…"
          onConfirm={() => end(leaveRoom, `You left ${name}.`)}
          onClose={() => setAsking(null)}
        >
          {room.members === 1
            ? "You are the last member: the room and its messages are deleted."
            : "You no longer see its messages. To come back you need an invite."}
        </ConfirmDialog>
      )}
      {asking === "delete" && (
        <ConfirmDialog
          title={`Delete ${name}?`}
          action="Delete"
          pendingText="Deleting…"
          onConfirm={() => end(deleteRoom, `${name} was deleted.`)}
          onClose={() => setAsking(null)}
        >
          The room and all its messages are deleted for everyone. This can't be undone.
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
    rename.mutate(name.trim(), { onSuccess: () => notify("The room was renamed.") });
  };
  return (
    <form className="chat-section chat-rename" onSubmit={onSubmit}>
      <Field
        label="Room name"
        name="name"
        value={name}
        maxLength={limits.roomName}
        autoComplete="off"
        error={rename.isError ? errorMessage(rename.error) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <SubmitButton disabled={!ready} pending={rename.isPending} pendingText="Saving…">
        Rename
      </SubmitButton>
    </form>
  );
}
