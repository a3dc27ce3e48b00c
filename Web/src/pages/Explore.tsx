import { Link } from "react-router";
import { useExplore } from "../api/posts";
import { PostList } from "../posts/PostList";
import { Page } from "../ui/Page";
import { Empty } from "../ui/States";

/** The latest of everyone but oneself. */
export function Explore() {
  const query = useExplore();
  return (
    <Page title="Explore" heading="Explore">
      <PostList
        label="The latest of everyone"
        query={query}
        empty={
          <Empty title="Nobody has posted yet">
            <p>Somebody has to be the first.</p>
            <Link to="/" className="button">
              Write something
            </Link>
          </Empty>
        }
      />
    </Page>
  );
}
