import { useState } from "react";
import { useNavigate } from "react-router";
import { useOpenDirect } from "../api/chat";
import { flatten } from "../api/pages";
import { usePeopleSearch } from "../api/people";
import { errorMessage } from "../api/problem";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { useDebounced } from "../ui/useDebounced";
import { DialogHead } from "./DialogHead";

/** Finds a person and opens the direct room with them. */
export default function NewMessageDialog({ onClose }: { onClose: () => void }) {
  const me = useMe();
  const navigate = useNavigate();
  const open = useOpenDirect();
  const [text, setText] = useState("");
  const query = usePeopleSearch(useDebounced(text.trim().replace(/^@/u, "")));
  const people = flatten(query.data).filter((person) => person.id !== me.id);
  const select = (username: string) =>
    open.isPending ||
    open.mutate(username, {
      onSuccess: (room) => {
        onClose();
        navigate(`/chat/${room.id}`);
      },
    });
  return (
    <Modal label={t`New message`} className="sheet wide" onClose={onClose}>
      <DialogHead title={t`New message`} onClose={onClose} />
      <label className="search">
        <span className="visually-hidden">{t`Search people`}</span>
        <Icon name="search" />
        <input
          type="search"
          value={text}
          placeholder={t`Name or username`}
          data-autofocus
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <div role="alert">{open.isError && <p className="error">{errorMessage(open.error)}</p>}</div>
      {query.isPending ? (
        <PeopleSkeletons count={3} />
      ) : query.data === undefined ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : (
        <>
          {people.length === 0 && (
            <p className="hint" role="status">
              {t`Nobody found. Try the beginning of a name or username.`}
            </p>
          )}
          <ul className="chat-people" aria-label={t`People`}>
            {people.map((person) => (
              <li key={person.id}>
                <button type="button" aria-disabled={open.isPending} onClick={() => select(person.username)}>
                  <Avatar person={person} />
                  <span className="person-words">
                    <span className="name" dir="auto">
                      {person.displayName}
                    </span>
                    <span className="handle">@{person.username}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <LoadMore
            more={query.hasNextPage}
            loading={query.isFetchingNextPage}
            failed={query.isFetchNextPageError}
            load={query.fetchNextPage}
          />
        </>
      )}
    </Modal>
  );
}
