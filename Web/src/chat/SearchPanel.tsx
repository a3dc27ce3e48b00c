import { useState } from "react";
import { useMessageSearch } from "../api/messages";
import { flatten } from "../api/pages";
import type { ChatMessage, Room } from "../api/types";
import { plural, t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";
import { useDebounced } from "../ui/useDebounced";
import { messageText, senderName } from "./roomText";

interface Props {
  room: Room;
  onSelect: (message: ChatMessage) => void;
  onClose: () => void;
}

/** Finds messages of a room by words. */
export function SearchPanel({ room, onSelect, onClose }: Props) {
  const [text, setText] = useState("");
  const words = useDebounced(text.trim().slice(0, 200));
  const query = useMessageSearch(room.id, words);
  const found = flatten(query.data);
  return (
    <search className="chat-search" onKeyDown={(event) => event.key === "Escape" && onClose()}>
      <label className="search">
        <span className="visually-hidden">{t`Search in this conversation`}</span>
        <Icon name="search" />
        <input
          type="search"
          value={text}
          placeholder={t`Search messages`}
          maxLength={200}
          // biome-ignore lint/a11y/noAutofocus: the search was opened in order to write
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {words !== "" && (
        <div className="chat-results">
          {query.isPending && <PeopleSkeletons count={2} />}
          {query.isError && query.data === undefined && <ErrorState error={query.error} retry={query.refetch} />}
          {query.isSuccess && (
            <p className="hint" role="status">
              {found.length === 0
                ? t`No messages with “${words}”`
                : query.hasNextPage
                  ? t`Found in ${found.length}+ messages`
                  : plural(found.length, { one: "Found in # message", other: "Found in # messages" })}
            </p>
          )}
          <ul>
            {found.map((message) => (
              <li key={message.id}>
                <button type="button" onClick={() => onSelect(message)}>
                  <span className="chat-result-top">
                    <b dir="auto">{senderName(message)}</b>
                    <span className="hint">
                      <TimeAgo at={message.sentAt} />
                    </span>
                  </span>
                  <span className="chat-result-text" dir="auto">
                    {message.folded ? t`Message from someone blocked` : messageText(message)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <LoadMore
            more={query.hasNextPage}
            loading={query.isFetchingNextPage}
            failed={query.isFetchNextPageError}
            load={() => query.fetchNextPage()}
          />
        </div>
      )}
    </search>
  );
}
