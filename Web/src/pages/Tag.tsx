import { useParams } from "react-router";
import { useTag } from "../api/posts";
import { PostList } from "../posts/PostList";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { Empty } from "../ui/States";

/** Every post that carries a tag, newest first. */
export function Tag() {
  const { tag = "" } = useParams();
  const query = useTag(tag);
  return (
    <Page title={`#${tag}`} heading={<BackLink>#{tag}</BackLink>}>
      <PostList
        label={`Posts with #${tag}`}
        query={query}
        empty={
          <Empty title={`Nothing with #${tag}`}>
            <p>No post that you may see carries this tag.</p>
          </Empty>
        }
      />
    </Page>
  );
}
