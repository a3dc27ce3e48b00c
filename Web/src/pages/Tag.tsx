import { useParams } from "react-router";
import { useTag } from "../api/posts";
import { PostList } from "../posts/PostList";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

/** All posts with a tag, newest first. */
export function Tag() {
  const { tag = "" } = useParams();
  const query = useTag(tag);
  return (
    <Page title={`#${tag}`} heading={<BackLink>#{tag}</BackLink>}>
      <PostList
        label={`Posts with #${tag}`}
        query={query}
        empty={
          <EmptyState title={`No posts with #${tag}`}>
            <p>Nobody has used this tag yet.</p>
          </EmptyState>
        }
      />
    </Page>
  );
}
