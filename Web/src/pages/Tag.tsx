import { useParams } from "react-router";
import { useTag } from "../api/posts";
import { useTagSearch } from "../api/search";
import { plural, t } from "../i18n/text";
import { PostList } from "../posts/PostList";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";
import { compact } from "../ui/time";

/** All posts with a tag, newest first, and how many there are. */
export function Tag() {
  const { tag = "" } = useParams();
  const query = useTag(tag);
  const count = useTagSearch(tag).data?.find((one) => one.tag.toLowerCase() === tag.toLowerCase())?.posts;
  return (
    <Page title={`#${tag}`} heading={<BackLink>#{tag}</BackLink>}>
      {count !== undefined && (
        <p className="hint tag-count">{plural(count, { one: "# post", other: "# posts" }, compact)}</p>
      )}
      <PostList
        label={t`Posts with #${tag}`}
        query={query}
        empty={
          <EmptyState title={t`No posts with #${tag}`}>
            <p>{t`Nobody has used this tag yet.`}</p>
          </EmptyState>
        }
      />
    </Page>
  );
}
