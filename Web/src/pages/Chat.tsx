import { useParams } from "react-router";
import { ConversationPage } from "../chat/ConversationView";
import { RoomList } from "../chat/RoomList";
import { t } from "../i18n/text";
import { Page } from "../ui/Page";
import { Hills } from "../ui/States";

/** The page of /chat and /chat/:roomId: list and conversation side by side, on a phone one at a time. */
export function Chat() {
  const { roomId } = useParams();
  return (
    <div className={roomId === undefined ? "chat panel" : "chat panel open"}>
      <RoomList />
      <section className="chat-main" aria-label={t`Conversation`}>
        {roomId === undefined ? (
          <Page title={t`Chat`}>
            <div className="state">
              <Hills />
              <p>{t`Choose a conversation, or start a new one.`}</p>
            </div>
          </Page>
        ) : (
          <ConversationPage key={roomId} id={roomId} />
        )}
      </section>
    </div>
  );
}
