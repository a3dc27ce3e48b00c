import { Link } from "react-router";
import { useExplore } from "../api/posts";
import { PostList } from "../posts/PostList";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

/** The latest posts of everyone but the user. */
export function Explore() {
  const query = useExplore();
  return (
    <Page title="Explore" heading="Explore">
      <PostList
        label="Latest posts"
        query={query}
        empty={
          <EmptyState title="No posts yet">
            <p>Be the first to post something.</p>
            <Link to="/" className="button">
              Write something
            </Link>
          </EmptyState>
        }
      />
    </Page>
  );
}
