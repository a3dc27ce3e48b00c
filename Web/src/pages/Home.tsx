import { useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { postsOf, restartFeed, useFeed, useNewPosts } from "../api/posts";
import { Suggestions } from "../people/Suggestions";
import { Composer } from "../posts/Composer";
import { PostList } from "../posts/PostList";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { Empty } from "../ui/States";

export function Home() {
  const client = useQueryClient();
  const feed = useFeed();
  const waiting = useNewPosts(postsOf(feed.data), feed.isSuccess);
  const show = async () => {
    await restartFeed(client);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: 0, behavior: still ? "auto" : "smooth" });
  };
  return (
    <Page title="Home">
      <Composer />
      <div className="new-posts" role="status">
        {waiting > 0 && (
          <button type="button" className="button pill" onClick={() => void show()}>
            <Icon name="up" size={18} />
            {waiting >= 10 ? "Many new posts" : waiting === 1 ? "1 new post" : `${waiting} new posts`}
          </button>
        )}
      </div>
      <PostList
        label="Your feed"
        query={feed}
        empty={
          <Empty title="It is quiet here">
            <p>Follow some people, and what they post appears here.</p>
            <Suggestions count={6} />
            <Link to="/people" className="button">
              Find people
            </Link>
          </Empty>
        }
      />
    </Page>
  );
}
