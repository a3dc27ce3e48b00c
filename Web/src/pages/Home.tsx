import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "react-router";
import { flattenPosts, restartFeed, useFeed, useNewPosts } from "../api/posts";
import { plural, t } from "../i18n/text";
import { Suggestions } from "../people/Suggestions";
import { Composer } from "../posts/Composer";
import { PostList } from "../posts/PostList";
import { useMe } from "../session/browser";
import { StoryStrip } from "../stories/StoryStrip";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";
import { useInterval } from "../ui/useInterval";

export function Home() {
  const client = useQueryClient();
  const feed = useFeed();
  const posts = flattenPosts(feed.data);
  const newPosts = useNewPosts(posts, feed.isSuccess);
  const { following } = useMe();
  const [followingBefore] = useState(following);
  // Someone was followed from the empty feed: their posts get there a moment later.
  const awaiting = feed.isSuccess && posts.length === 0 && following > followingBefore;
  useInterval(1_000, awaiting, feed.refetch);
  const show = async () => {
    await restartFeed(client);
    const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: 0, behavior: reduced ? "auto" : "smooth" });
  };
  return (
    <Page title={t`Home`}>
      <StoryStrip />
      <Composer />
      <div className="new-posts" role="status">
        {newPosts > 0 && (
          <button type="button" className="button pill" onClick={() => void show()}>
            <Icon name="up" size={18} />
            {newPosts >= 10 ? t`10+ new posts` : plural(newPosts, { one: "# new post", other: "# new posts" })}
          </button>
        )}
      </div>
      <PostList
        label={t`Your feed`}
        query={feed}
        empty={
          <EmptyState title={t`Your feed is empty`}>
            <p>{t`Follow people to see their posts here.`}</p>
            <Suggestions count={6} />
            <Link to="/search?type=people" className="button">
              {t`Find people`}
            </Link>
          </EmptyState>
        }
      />
    </Page>
  );
}
