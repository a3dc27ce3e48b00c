import { type FormEvent, useRef, useState } from "react";
import { useNavigate } from "react-router";
import { useCreateRoom } from "../api/chat";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Field } from "../ui/Field";
import { Modal } from "../ui/Modal";
import { SubmitButton } from "../ui/SubmitButton";
import { DialogHead } from "./DialogHead";

const newKey = () => crypto.randomUUID().replaceAll("-", "");

/** Makes a room for several people; they join by an invite link. */
export default function NewRoomDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const create = useCreateRoom();
  const [name, setName] = useState("");
  // One key per name: a retry after a lost response is the same room.
  const key = useRef(newKey());
  const problem = create.error instanceof Problem ? create.error : null;
  const fieldError = problem?.field("name");
  const ready = name.trim() !== "";
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || create.isPending) return;
    create.mutate(
      { name: name.trim(), key: key.current },
      {
        onSuccess: (room) => {
          onClose();
          navigate(`/chat/${room.id}`);
        },
      },
    );
  };
  return (
    <Modal label={t`New room`} className="sheet" onClose={onClose}>
      <DialogHead title={t`New room`} onClose={onClose} />
      <form onSubmit={onSubmit}>
        <Field
          label={t`Name`}
          name="name"
          value={name}
          maxLength={limits.roomName}
          autoComplete="off"
          data-autofocus
          hint={t`You can invite people by a link as soon as the room exists.`}
          error={fieldError}
          onChange={(event) => {
            setName(event.target.value);
            key.current = newKey();
          }}
        />
        <div role="alert">
          {create.isError && fieldError === undefined && <p className="error">{errorMessage(create.error)}</p>}
        </div>
        <div className="sheet-actions">
          <button type="button" className="button quiet" onClick={onClose}>
            {t`Cancel`}
          </button>
          <SubmitButton disabled={!ready} pending={create.isPending} pendingText={t`Creating…`}>
            {t`Create room`}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}
