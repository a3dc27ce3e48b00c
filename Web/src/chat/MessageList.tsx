import { Fragment, type ReactNode } from "react";
import type { ChatMessage, Profile, Room } from "../api/types";
import { t } from "../i18n/text";
import { ErrorState } from "../ui/States";
import type { Conversation, ConversationState } from "./conversation";
import { MessageGroup } from "./MessageGroup";
import { PendingMessages } from "./PendingMessages";
import { dayName, toRows } from "./rows";
import { isAtStart } from "./timeline";
import type { useConversationScroll } from "./useConversationScroll";

interface Props {
  room: Room;
  me: Profile;
  conversation: Conversation;
  state: ConversationState;
  scroll: ReturnType<typeof useConversationScroll>;
  onReply: (message: ChatMessage) => void;
  onEdit: (message: ChatMessage) => void;
  onDelete: (message: ChatMessage) => void;
  onJump: (sequence: number) => void;
}

/** The messages of a room in a view of their own that scrolls. */
export function MessageList({ room, me, conversation, state, scroll, ...actions }: Props) {
  const { timeline, outbox, status, loading, loadFailed, readAtOpen } = state;
  const busy = status === "loading" || loading !== null;
  const now = new Date();
  return (
    <div
      ref={scroll.area}
      className="chat-scroll"
      role="log"
      aria-live="polite"
      aria-label={t`Messages`}
      aria-busy={busy}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard
      tabIndex={0}
      onScroll={scroll.onScroll}
    >
      <div className="chat-messages">
        {status === "loading" && <MessageSkeletons />}
        {status === "failed" && <ErrorState error={state.error} retry={() => void conversation.open()} />}
        {status === "ready" && (
          <>
            <Edge
              shown={!isAtStart(timeline)}
              loading={loading === "older"}
              failed={loadFailed === "older"}
              onLoad={conversation.loadOlder}
            >
              {t`Load earlier messages`}
            </Edge>
            {timeline.messages.length === 0 && outbox.length === 0 && <Beginning room={room} />}
            {toRows(timeline.messages, outbox, { me: me.id, readAtOpen }).map((row) => (
              <Fragment key={row.key}>
                {row.kind === "day" && <p className="chat-day">{dayName(row.date, now)}</p>}
                {row.kind === "new" && (
                  <p className="chat-new" data-new>
                    {t`New messages`}
                  </p>
                )}
                {row.kind === "group" && (
                  <MessageGroup
                    group={row}
                    room={room}
                    target={scroll.target?.sequence}
                    onReact={(message, emoji, on) => conversation.react(message.id, emoji, on)}
                    {...actions}
                  />
                )}
                {row.kind === "pending" && timeline.following && (
                  <PendingMessages
                    messages={row.messages}
                    onRetry={(id) => conversation.retry(id)}
                    onCancel={(id) => conversation.cancel(id)}
                    onDiscard={(id) => conversation.discard(id)}
                  />
                )}
              </Fragment>
            ))}
            <Edge
              shown={!timeline.following}
              loading={loading === "newer"}
              failed={loadFailed === "newer"}
              onLoad={conversation.loadNewer}
            >
              {t`Load later messages`}
            </Edge>
          </>
        )}
      </div>
    </div>
  );
}

interface EdgeProps {
  shown: boolean;
  loading: boolean;
  failed: boolean;
  onLoad: () => unknown;
  children: ReactNode;
}

/** The end of what is loaded. Scrolling there loads more; the button serves the keyboard and retries. */
function Edge({ shown, loading, failed, onLoad, children }: EdgeProps) {
  if (!shown) return null;
  return (
    <div className="chat-edge">
      {failed && <p role="alert">{t`Couldn't load more.`}</p>}
      <button type="button" className="button quiet" aria-disabled={loading} onClick={() => loading || onLoad()}>
        {loading ? t`Loading…` : failed ? t`Try again` : children}
      </button>
    </div>
  );
}

function Beginning({ room }: { room: Room }) {
  return (
    <div className="state">
      <h3>{t`No messages yet`}</h3>
      <p>
        {room.direct
          ? t`Write the first one.`
          : room.members === 1
            ? t`Invite people by a link: open Conversation details at the top.`
            : t`Write the first one.`}
      </p>
    </div>
  );
}

function MessageSkeletons() {
  return (
    <div role="status">
      <span className="visually-hidden">{t`Loading messages`}</span>
      <div className="skeleton chat-skeleton" aria-hidden="true">
        <span className="bone" />
        <span className="bone mine" />
        <span className="bone" />
        <span className="bone" />
        <span className="bone mine" />
      </div>
    </div>
  );
}
