import { type FormEvent, type KeyboardEvent, type RefObject, useRef, useState } from "react";
import { errorMessage } from "../api/problem";
import type { ChatMessage, Member, Room } from "../api/types";
import { limits } from "../limits";
import { Counter } from "../posts/Progress";
import { useDraft } from "../posts/useDraft";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import type { Conversation } from "./conversation";
import { currentLine } from "./live/currentLine";
import { senderName } from "./roomText";

interface Props {
  room: Room;
  members: readonly Member[];
  field: RefObject<HTMLTextAreaElement | null>;
  replyTo: ChatMessage | null;
  /** The message whose text is edited, in place of writing a new one. */
  editing: ChatMessage | null;
  conversation: Conversation;
  onSend: (text: string) => void;
  /** Ends the answer or the edit. */
  onCancel: () => void;
}

const typingInterval = 2_000;
/** The counter is shown when so many characters are left. */
const counterFrom = 200;

/** The form below a conversation: Enter sends, Shift and Enter break the line. The text is the room's draft. */
export function ChatComposer(props: Props) {
  const me = useMe();
  const peer = props.room.direct ? props.members.find((member) => member.id !== me.id) : undefined;
  if (props.room.direct && (props.room.peer === null || peer?.folded === true)) {
    return <p className="chat-closed">You can't write to this person.</p>;
  }
  return props.editing === null ? <Writing {...props} /> : <Editing {...props} editing={props.editing} />;
}

function Writing({ room, field, replyTo, onSend, onCancel }: Props) {
  const draft = useDraft(`chat/${room.id}`);
  const typed = useRef(0);
  const { text } = draft.state;
  const write = (changed: string) => {
    draft.write(changed);
    const now = Date.now();
    if (changed.trim() === "" || now - typed.current < typingInterval) return;
    typed.current = now;
    currentLine()?.typing(room.id);
  };
  const submit = () => {
    draft.clear();
    typed.current = 0;
    onSend(text.trim());
  };
  return (
    <Form field={field} text={text} label="Message" button="Send" onWrite={write} onSubmit={submit} onCancel={onCancel}>
      {replyTo !== null && (
        <Context onCancel={onCancel} cancel="Cancel the reply">
          <b dir="auto">Reply to {senderName(replyTo)}</b>
          <span dir="auto">{replyTo.text}</span>
        </Context>
      )}
    </Form>
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
    <Form
      field={field}
      text={text}
      label="Edit message"
      button="Save"
      focused
      onWrite={setText}
      onSubmit={() => void submit()}
      onCancel={onCancel}
    >
      <Context onCancel={onCancel} cancel="Cancel the edit">
        <b>Edit your message</b>
        <span dir="auto">{editing.text}</span>
      </Context>
    </Form>
  );
}

interface FormProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  button: string;
  focused?: boolean;
  onWrite: (text: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
  children: React.ReactNode;
}

function Form({ field, text, label, button, focused = false, onWrite, onSubmit, onCancel, children }: FormProps) {
  // As the service counts: UTF-16 units of the trimmed text.
  const length = text.trim().length;
  const ready = length > 0 && length <= limits.message;
  const submit = () => {
    if (!ready) return;
    onSubmit();
    field.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    // While an input method composes, Enter accepts its suggestion.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className="chat-composer"
      aria-label={label}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
      <div className="chat-writing">
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder="Write a message"
          aria-label={label}
          enterKeyHint="send"
          // biome-ignore lint/a11y/noAutofocus: Edit was chosen in order to write
          autoFocus={focused}
          onChange={(event) => onWrite(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {length > limits.message - counterFrom && <Counter used={length} limit={limits.message} />}
        <button type="submit" className="chat-send" aria-label={button} title={button} aria-disabled={!ready}>
          <Icon name={button === "Save" ? "check" : "send"} />
        </button>
      </div>
    </form>
  );
}

function Context({ cancel, onCancel, children }: { cancel: string; onCancel: () => void; children: React.ReactNode }) {
  return (
    <div className="chat-context">
      <span className="quote">{children}</span>
      <button type="button" className="round" aria-label={cancel} onClick={onCancel}>
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}
