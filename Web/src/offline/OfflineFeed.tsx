import { type ReactNode, useEffect } from "react";
import { t } from "../i18n/text";
import { Logo } from "../ui/Logo";
import { ThemeButton } from "../ui/ThemeButton";
import { fullDate } from "../ui/time";
import type { LastFeed } from "./lastFeed";
import { OfflinePost } from "./OfflinePost";

interface Props {
  title: string;
  feed: LastFeed;
  retry: ReactNode;
}

/** The feed that was loaded last, to be read only. */
export default function OfflineFeed({ title, feed, retry }: Props) {
  useEffect(() => {
    document.title = `${title} · Social`;
  }, [title]);
  return (
    <div className="offline">
      <header>
        <span className="brand">
          <Logo />
          <span>Social</span>
        </span>
        <ThemeButton />
      </header>
      <main id="main">
        <div className="notice-line" role="alert">
          <h1>{title}</h1>
          <p>{t`This is your feed as it was on ${fullDate(new Date(feed.savedAt))}.`}</p>
          {retry}
        </div>
        {feed.posts.length === 0 && <p className="list-end">{t`There were no posts in it.`}</p>}
        {feed.posts.map((post) => (
          <OfflinePost key={post.id} post={post} />
        ))}
      </main>
    </div>
  );
}
