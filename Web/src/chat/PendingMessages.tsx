import { t } from "../i18n/text";
import { Progress } from "../posts/Progress";
import { Icon } from "../ui/Icon";
import { Quote } from "./MessageBubble";
import type { PendingMessage } from "./outbox";

interface Props {
  messages: readonly PendingMessage[];
  onRetry: (id: string) => void;
  onCancel: (id: string) => void;
  onDiscard: (id: string) => void;
}

/** Messages that are on their way or wait for a connection, and those that failed. */
export function PendingMessages({ messages, onRetry, onCancel, onDiscard }: Props) {
  return (
    <div className="chat-group mine">
      <div className="chat-bubbles">
        {messages.map((message) => (
          <article key={message.id} className="chat-message">
            <span className="visually-hidden">{t`You:`} </span>
            <div className="chat-line">
              <div className={`bubble ${message.state}`}>
                {message.replyTo !== null && <Quote reply={message.replyTo} />}
                {message.photos.length > 0 && <PendingPhotos photos={message.photos} />}
                {message.text !== "" && (
                  <p className="text" dir="auto">
                    {message.text}
                  </p>
                )}
              </div>
            </div>
            {message.state === "sending" && message.photos.length > 0 ? (
              <Progress share={message.progress} onCancel={() => onCancel(message.id)} />
            ) : message.state === "sending" ? (
              <p className="chat-time">{t`Sending…`}</p>
            ) : (
              <div className="chat-failed">
                {message.state === "waiting" ? (
                  <p className="hint">{t`Not sent. It will be sent once you are connected.`}</p>
                ) : (
                  <p className="error">
                    <Icon name="alert" size={16} /> {t`Not sent.`} {message.error}
                  </p>
                )}
                {message.state === "failed" && message.photos.every(({ file }) => file !== null) && (
                  <button type="button" className="button" onClick={() => onRetry(message.id)}>
                    {t`Retry`}
                  </button>
                )}
                <button type="button" className="button quiet" onClick={() => onDiscard(message.id)}>
                  {t`Discard`}
                </button>
              </div>
            )}
          </article>
        ))}
      </div>
    </div>
  );
}

/** The photos from this device, shown before they are in the room. */
function PendingPhotos({ photos }: { photos: PendingMessage["photos"] }) {
  return (
    <div className={`photos photos-${photos.length} chat-photos`}>
      {photos.map(({ id, alt, url }, index) => (
        <div key={id} className="photo">
          {url !== null && <img src={url} alt={alt === "" ? t`Photo ${index + 1}` : alt} />}
        </div>
      ))}
    </div>
  );
}
