import { useEffect } from "react";
import { Link } from "react-router";
import { useMarkRead, useNotifications, useUnreadCount } from "../api/notifications";
import { flatten } from "../api/pages";
import type { Notification } from "../api/types";
import { t } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { Icon, type IconName } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";
import { actorNames, notificationUrl, notificationVerb } from "./notificationText";

const icons: Record<string, IconName> = {
  like: "heart",
  comment: "comment",
  follow: "person",
  mention: "at",
  question: "question",
  answer: "reply",
  accepted: "check",
  question_comment: "comment",
  question_mention: "at",
  vote: "triangle",
  chat_mention: "chat",
};

/** What others did that concerns the user. Opening the page marks it as read; what was unread stays highlighted. */
export function Notifications() {
  const query = useNotifications();
  const items = flatten(query.data);
  const markRead = useMarkRead();
  const newest = items.find((item) => !item.read)?.createdAt;
  const { mutate } = markRead;
  const { refetch } = query;
  const unread = useUnreadCount();
  useEffect(() => {
    // Something new happened while the page is open.
    if (unread > 0) void refetch();
  }, [unread, refetch]);
  useEffect(() => {
    if (newest !== undefined) mutate(newest);
  }, [newest, mutate]);
  return (
    <Page title={t`Notifications`} heading={t`Notifications`}>
      {query.isPending ? (
        <div role="status">
          <span className="visually-hidden">{t`Loading notifications`}</span>
          <div className="panel">
            <PeopleSkeletons />
          </div>
        </div>
      ) : query.data === undefined ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : items.length === 0 ? (
        <EmptyState title={t`No notifications yet`}>
          <p>{t`Likes, comments, mentions and new followers appear here.`}</p>
        </EmptyState>
      ) : (
        <>
          <ul className="panel notifications" aria-label={t`Notifications`}>
            {items.map((item) => (
              <Row key={item.id} item={item} />
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
    </Page>
  );
}

function Row({ item }: { item: Notification }) {
  return (
    <li className={item.read ? "notification" : "notification unread"}>
      <Link to={notificationUrl(item)}>
        <span className={item.kind === "like" ? "notification-kind liked" : "notification-kind"}>
          <Icon name={icons[item.kind] ?? "bell"} size={20} />
        </span>
        <span className="notification-text">
          <span className="avatars">
            {item.actors.slice(0, 3).map((actor) => (
              <Avatar key={actor.id} person={actor} size={32} />
            ))}
          </span>
          <span>
            <b dir="auto">{actorNames(item)}</b> {notificationVerb(item)}
            {!item.read && <span className="visually-hidden"> {t`(new)`}</span>}
          </span>
          {item.post !== null && item.post.excerpt !== "" && (
            <span className="excerpt" dir="auto">
              {item.post.excerpt}
            </span>
          )}
          {item.room !== null && (
            <span className="excerpt" dir="auto">
              {item.room.excerpt}
            </span>
          )}
          {item.question !== null && (
            <span className="excerpt" dir="auto">
              {item.question.title}
            </span>
          )}
          <span className="hint">
            <TimeAgo at={item.createdAt} />
          </span>
        </span>
        {item.post?.thumbnailUrl != null && (
          <img className="notification-photo" src={item.post.thumbnailUrl} alt="" width={56} height={56} />
        )}
      </Link>
    </li>
  );
}
