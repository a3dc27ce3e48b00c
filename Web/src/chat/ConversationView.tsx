import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useRoom } from "../api/chat";
import { errorMessage, Problem } from "../api/problem";
import type { ChatMessage, Room } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { ErrorState } from "../ui/States";
import { ChatComposer } from "./ChatComposer";
import { ConversationHead } from "./ConversationHead";
import { DeleteMessageDialog } from "./DeleteMessageDialog";
import { MessageList } from "./MessageList";
import type { PendingPhoto } from "./outbox";
import { useReplyTarget } from "./replyTarget";
import { useLiveUp, useRoomUnread } from "./roomStates";
import { roomTitle } from "./roomText";
import { SearchPanel } from "./SearchPanel";
import { TypingLine } from "./TypingLine";
import { lastLoaded } from "./timeline";
import { useConversation } from "./useConversation";
import { useConversationScroll } from "./useConversationScroll";
import { useLinkedMessage } from "./useLinkedMessage";
import { useReadMarker } from "./useReadMarker";

/** The open room: loads it, or says why it cannot be shown. */
export function ConversationPage({ id }: { id: string }) {
  const room = useRoom(id);
  if (room.error instanceof Problem && [404, 422].includes(room.error.status)) {
    return (
      <Page title={t`Room not found`}>
        <div className="state">
          <h2>{t`This room isn't available`}</h2>
          <p>{t`It was deleted, or you are no longer a member.`}</p>
          <Link to="/chat" className="button">
            {t`Back to chat`}
          </Link>
        </div>
      </Page>
    );
  }
  if (room.data !== undefined) return <ConversationView key={id} room={room.data} />;
  return (
    <Page title={t`Chat`}>
      {room.isError ? (
        <ErrorState error={room.error} retry={() => room.refetch()} />
      ) : (
        <p className="state hint" role="status">
          {t`Loading the conversation…`}
        </p>
      )}
    </Page>
  );
}

function ConversationView({ room }: { room: Room }) {
  const { conversation, state, members, me } = useConversation(room.id);
  const scroll = useConversationScroll(conversation, state);
  const [replyTo, setReplyTo] = useReplyTarget(room.id, state.timeline.messages);
  const [editing, setEditing] = useState<ChatMessage | null>(null);
  const [deleting, setDeleting] = useState<ChatMessage | null>(null);
  const [searching, setSearching] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const unread = useRoomUnread(room);
  const live = useLiveUp();
  const { timeline } = state;
  useReadMarker(room.id, lastLoaded(timeline), scroll.atEnd && state.status === "ready", (read) =>
    conversation.markNewFrom(read),
  );
  useEffect(() => {
    // On a touch screen the keyboard would cover half of the conversation.
    if (matchMedia("(hover: hover)").matches) field.current?.focus({ preventScroll: true });
  }, []);
  const jump = async (sequence: number) => {
    try {
      await conversation.jumpTo(sequence);
      scroll.jump({ sequence });
    } catch (error) {
      notify(errorMessage(error), true);
    }
  };
  useLinkedMessage(state.status === "ready", jump);
  const toLatest = async () => {
    await conversation.jumpToLatest().catch((error: unknown) => notify(errorMessage(error), true));
    scroll.toEnd();
  };
  const send = async (text: string, photos: readonly PendingPhoto[]) => {
    if (!timeline.following) await toLatest();
    conversation.send(text, replyTo, photos);
    conversation.markNewFrom(Number.MAX_SAFE_INTEGER);
    setReplyTo(null);
    scroll.toEnd();
  };
  const focusField = () => field.current?.focus({ preventScroll: true });
  return (
    <Page title={roomTitle(room)}>
      <ConversationHead room={room} members={members} searching={searching} onSearch={() => setSearching(!searching)} />
      {searching && (
        <SearchPanel
          room={room}
          onClose={() => setSearching(false)}
          onSelect={(message) => {
            setSearching(false);
            void jump(message.sequence);
          }}
        />
      )}
      <div className="chat-body">
        <MessageList
          room={room}
          me={me}
          conversation={conversation}
          state={state}
          scroll={scroll}
          onReply={(message) => {
            setEditing(null);
            setReplyTo(message);
            focusField();
          }}
          onEdit={(message) => {
            setReplyTo(null);
            setEditing(message);
          }}
          onDelete={setDeleting}
          onJump={(sequence) => void jump(sequence)}
        />
        {scroll.newAbove && (
          <button type="button" className="to-latest to-unread" onClick={() => void jump(state.readAtOpen + 1)}>
            <Icon name="up" size={20} />
            {t`First unread`}
          </button>
        )}
        {!scroll.atEnd && state.status === "ready" && (
          <button type="button" className="to-latest" onClick={() => void toLatest()}>
            <Icon name="down" size={20} />
            {unread > 0 ? t`${unread} new` : t`Latest`}
            <span className="visually-hidden">{t`: go to the latest message`}</span>
          </button>
        )}
      </div>
      <TypingLine room={room} members={members} connecting={!live} />
      <ChatComposer
        key={editing?.id ?? "new"}
        room={room}
        members={members}
        field={field}
        replyTo={replyTo}
        editing={editing}
        conversation={conversation}
        onSend={(text, photos) => void send(text, photos)}
        onCancel={() => {
          setReplyTo(null);
          setEditing(null);
          setTimeout(focusField);
        }}
      />
      {deleting !== null && (
        <DeleteMessageDialog
          own={deleting.sender?.id === me.id}
          onConfirm={() => conversation.remove(deleting.id)}
          onClose={() => {
            setDeleting(null);
            // The menu that opened the dialog is removed with the text, so the message itself takes the focus.
            setTimeout(() => scroll.focus(deleting.sequence), 50);
          }}
        />
      )}
    </Page>
  );
}
