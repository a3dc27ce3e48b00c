import { errorMessage } from "../api/problem";
import type { ChatMessage, Reply, Room } from "../api/types";
import { t } from "../i18n/text";
import { RichText } from "../posts/RichText";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { fullDate } from "../ui/time";
import { messageEntities } from "./entities";
import type { MessageActions } from "./MessageGroup";
import { MessageMenu } from "./MessageMenu";
import { MessagePhotos } from "./MessagePhotos";
import { photosText, senderName } from "./roomText";
import { clockTime } from "./rows";

interface Props extends MessageActions {
  message: ChatMessage;
  room: Room;
  mine: boolean;
  name: string;
  /** Whether it is the last one of its group, which shows the time. */
  last: boolean;
  highlighted: boolean;
}

/** One message: what it answers, its text, reactions, and what can be done with it. */
export function MessageBubble({ message, room, mine, name, last, highlighted, onReact, ...actions }: Props) {
  const sentAt = new Date(message.sentAt);
  const edited = message.editedAt !== null && !message.deleted;
  const react = (emoji: string, on: boolean) =>
    void onReact(message, emoji, on).catch((error: unknown) => notify(errorMessage(error), true));
  return (
    <article
      className={highlighted ? "chat-message highlighted" : "chat-message"}
      data-sequence={message.sequence}
      tabIndex={-1}
    >
      <span className="visually-hidden">{name}: </span>
      <div className="chat-line">
        <div className={message.deleted ? "bubble deleted" : "bubble"} title={fullDate(sentAt)}>
          {message.replyTo !== null && !message.deleted && <Quote reply={message.replyTo} onJump={actions.onJump} />}
          {message.deleted ? (
            <p className="text">{t`Message deleted`}</p>
          ) : (
            <>
              {message.images.length > 0 && <MessagePhotos images={message.images} />}
              {message.text !== "" && (
                <RichText text={message.text} entities={messageEntities(message.text, message.mentions)} />
              )}
            </>
          )}
        </div>
        {!message.deleted && (
          <div className="chat-tools">
            <button
              type="button"
              className="round small chat-reply"
              aria-label={t`Reply to ${name}`}
              onClick={() => actions.onReply(message)}
            >
              <Icon name="reply" size={18} />
            </button>
            <MessageMenu
              message={message}
              name={name}
              own={mine}
              deletable={mine || room.role === "owner"}
              onReact={react}
              {...actions}
            />
          </div>
        )}
      </div>
      {message.reactions.length > 0 && (
        <ul className="reactions" aria-label={t`Reactions`}>
          {message.reactions.map(({ emoji, count, mine: own }) => (
            <li key={emoji}>
              <button
                type="button"
                className="reaction"
                aria-pressed={own}
                aria-label={`${emoji} ${count}${own ? t`, including yours` : ""}`}
                onClick={() => react(emoji, !own)}
              >
                {emoji} <span>{count}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {(last || edited) && (
        <p className="chat-time">
          {edited && t`Edited · `}
          <time dateTime={message.sentAt}>{clockTime(sentAt)}</time>
        </p>
      )}
    </article>
  );
}

/** The beginning of the message that is answered; a click goes there. */
export function Quote({ reply, onJump }: { reply: Reply; onJump?: (sequence: number) => void }) {
  const shown = reply.excerpt || photosText(reply.images) || t`Message deleted`;
  const text = reply.folded ? t`Message from someone blocked` : shown;
  const content = (
    <>
      <b dir="auto">{senderName(reply)}</b>
      <span dir="auto">{text}</span>
    </>
  );
  if (onJump === undefined) return <span className="quote">{content}</span>;
  return (
    <button type="button" className="quote" onClick={() => onJump(reply.sequence)}>
      <span className="visually-hidden">{t`Answers`} </span>
      {content}
    </button>
  );
}
