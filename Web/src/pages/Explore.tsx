import { Link } from "react-router";
import { useExplore } from "../api/posts";
import { t } from "../i18n/text";
import { PostList } from "../posts/PostList";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

/** The latest posts of everyone but the user. */
export function Explore() {
  const query = useExplore();
  return (
    <Page title={t`Explore`} heading={t`Explore`}>
      <PostList
        label={t`Latest posts`}
        query={query}
        empty={
          <EmptyState title={t`No posts yet`}>
            <p>{t`Be the first to post something.`}</p>
            <Link to="/" className="button">
              {t`Write something`}
            </Link>
          </EmptyState>
        }
      />
    </Page>
  );
}
