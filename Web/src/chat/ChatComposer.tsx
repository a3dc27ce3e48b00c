import { type RefObject, useRef, useState } from "react";
import { errorMessage } from "../api/problem";
import type { ChatMessage, Member, Room } from "../api/types";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { PhotoDrafts } from "../posts/PhotoDrafts";
import { useDraft } from "../posts/useDraft";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { countCharacters } from "../ui/characters";
import { ComposerContext, ComposerForm } from "./ComposerForm";
import type { Conversation } from "./conversation";
import { currentLine } from "./live/currentLine";
import { type PendingPhoto, toPendingPhoto } from "./outbox";
import { PhotoButton } from "./PhotoButton";
import { messageText, senderName } from "./roomText";

interface Props {
  room: Room;
  members: readonly Member[];
  field: RefObject<HTMLTextAreaElement | null>;
  replyTo: ChatMessage | null;
  /** The message whose text is edited, in place of writing a new one. */
  editing: ChatMessage | null;
  conversation: Conversation;
  onSend: (text: string, photos: readonly PendingPhoto[]) => void;
  /** Ends the answer or the edit. */
  onCancel: () => void;
}

const typingInterval = 2_000;

/** The form below a conversation: Enter sends, Shift and Enter break the line. The text is the room's draft. */
export function ChatComposer(props: Props) {
  const me = useMe();
  const peer = props.room.direct ? props.members.find((member) => member.id !== me.id) : undefined;
  if (props.room.direct && (props.room.peer === null || peer?.folded === true)) {
    return <p className="chat-closed">{t`You can't write to this person.`}</p>;
  }
  return props.editing === null ? <Writing {...props} /> : <Editing {...props} editing={props.editing} />;
}

function Writing({ room, field, replyTo, onSend, onCancel }: Props) {
  const draft = useDraft(`chat/${room.id}`, limits.messageImages);
  const typed = useRef(0);
  const { text, photos, problems, restoring } = draft.state;
  const write = (changed: string) => {
    draft.write(changed);
    const now = Date.now();
    if (changed.trim() === "" || now - typed.current < typingInterval) return;
    typed.current = now;
    currentLine()?.typing(room.id);
  };
  const submit = () => {
    const sent = photos.map(({ file, alt }) => toPendingPhoto(file, alt.trim()));
    draft.clear();
    typed.current = 0;
    onSend(text.trim(), sent);
  };
  return (
    <ComposerForm
      field={field}
      text={text}
      label={t`Message`}
      button={t`Send`}
      textOptional={photos.length > 0}
      blocked={restoring || photos.some(({ alt }) => countCharacters(alt.trim()) > limits.alt)}
      photos={<PhotoButton count={photos.length} onAdd={(files) => draft.add(files)} />}
      onFiles={(files) => draft.add(files)}
      onWrite={write}
      onSubmit={submit}
      onCancel={onCancel}
    >
      {replyTo !== null && (
        <ComposerContext onCancel={onCancel} cancel={t`Cancel the reply`}>
          <b dir="auto">{t`Reply to ${senderName(replyTo)}`}</b>
          <span dir="auto">{messageText(replyTo)}</span>
        </ComposerContext>
      )}
      <PhotoDrafts
        photos={photos}
        label={t`Photos of the message`}
        disabled={false}
        onAlt={(photo, alt) => draft.describe(photo, alt)}
        onRemove={(photo) => draft.remove(photo)}
        onEmpty={() => field.current?.focus()}
      />
      <div role="alert">
        {problems.map((problem) => (
          <p key={problem} className="error">
            {problem}
          </p>
        ))}
      </div>
    </ComposerForm>
  );
}

function Editing({ field, editing, conversation, onCancel }: Props & { editing: ChatMessage }) {
  const [text, setText] = useState(editing.text);
  const [pending, setPending] = useState(false);
  const submit = async () => {
    if (pending) return;
    setPending(true);
    try {
      if (text.trim() !== editing.text) await conversation.edit(editing.id, text.trim());
      onCancel();
    } catch (error) {
      notify(errorMessage(error), true);
      setPending(false);
    }
  };
  return (
    <ComposerForm
      field={field}
      text={text}
      label={t`Edit message`}
      button={t`Save`}
      focused
      textOptional={editing.images.length > 0}
      onWrite={setText}
      onSubmit={() => void submit()}
      onCancel={onCancel}
    >
      <ComposerContext onCancel={onCancel} cancel={t`Cancel the edit`}>
        <b>{t`Edit your message`}</b>
        <span dir="auto">{messageText(editing)}</span>
      </ComposerContext>
    </ComposerForm>
  );
}
