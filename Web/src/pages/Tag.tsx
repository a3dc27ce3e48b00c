import { useParams } from "react-router";
import { useTag } from "../api/posts";
import { useTagSearch } from "../api/search";
import { PostList } from "../posts/PostList";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";
import { compactNumber } from "../ui/time";

/** All posts with a tag, newest first, and how many there are. */
export function Tag() {
  const { tag = "" } = useParams();
  const query = useTag(tag);
  const count = useTagSearch(tag).data?.find((one) => one.tag.toLowerCase() === tag.toLowerCase())?.posts;
  return (
    <Page title={`#${tag}`} heading={<BackLink>#{tag}</BackLink>}>
      {count !== undefined && (
        <p className="hint tag-count">{count === 1 ? "1 post" : `${compactNumber(count)} posts`}</p>
      )}
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
