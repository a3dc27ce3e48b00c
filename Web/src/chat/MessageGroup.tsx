import { useState } from "react";
import { Link } from "react-router";
import type { ChatMessage, Room } from "../api/types";
import { inContext, plural, t } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { MessageBubble } from "./MessageBubble";
import { senderName } from "./roomText";
import type { Row } from "./rows";

export interface MessageActions {
  onReply: (message: ChatMessage) => void;
  onEdit: (message: ChatMessage) => void;
  onDelete: (message: ChatMessage) => void;
  onJump: (sequence: number) => void;
  onReact: (message: ChatMessage, emoji: string, on: boolean) => Promise<void>;
}

interface Props extends MessageActions {
  group: Extract<Row, { kind: "group" }>;
  room: Room;
  /** The sequence of the message that was jumped to. */
  target: number | undefined;
}

/** Messages that one person sent shortly after each other. */
export function MessageGroup({ group, room, target, ...actions }: Props) {
  const { sender, mine, folded, messages } = group;
  const [unfolded, setUnfolded] = useState(false);
  const name = senderName(group);
  if (folded && !unfolded) {
    return (
      <div className="chat-folded" data-sequence={messages[0]?.sequence} tabIndex={-1}>
        <span>
          {plural(messages.length, {
            one: "# message from someone blocked",
            other: "# messages from someone blocked",
          })}
        </span>
        <button type="button" className="button quiet" onClick={() => setUnfolded(true)}>
          {t`Show`}
        </button>
      </div>
    );
  }
  return (
    <div className={mine ? "chat-group mine" : "chat-group"}>
      {!mine && !room.direct && (
        <div className="chat-face">
          {sender !== null ? (
            <Link to={`/@${sender.username}`} tabIndex={-1} aria-hidden="true">
              <Avatar person={sender} size={34} />
            </Link>
          ) : (
            <span className="avatar no-avatar">
              <Icon name="person" size={20} />
            </span>
          )}
        </div>
      )}
      <div className="chat-bubbles">
        {!mine && (!room.direct || sender === null) && (
          <p className="chat-sender" dir="auto">
            {sender === null ? name : <Link to={`/@${sender.username}`}>{name}</Link>}
          </p>
        )}
        {messages.map((message, index) => (
          <MessageBubble
            key={message.id}
            message={message}
            room={room}
            mine={mine}
            name={mine ? inContext("by")`You` : name}
            last={index === messages.length - 1}
            highlighted={message.sequence === target}
            {...actions}
          />
        ))}
      </div>
    </div>
  );
}
