import { useNavigate, useParams } from "react-router";
import { usePost } from "../api/posts";
import { Problem } from "../api/problem";
import { t } from "../i18n/text";
import { Comments } from "../posts/Comments";
import { PostCard } from "../posts/PostCard";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { ErrorState, PostSkeletons } from "../ui/States";
import { NotFound } from "./NotFound";

export function PostPage() {
  const { id = "" } = useParams();
  const query = usePost(id);
  const navigate = useNavigate();
  if (query.error instanceof Problem && [400, 404, 422].includes(query.error.status)) return <NotFound />;
  const post = query.data;
  return (
    <Page
      title={post === undefined ? t`Post` : t`Post by ${post.author.displayName}`}
      heading={<BackLink>{t`Post`}</BackLink>}
    >
      {query.isPending && <PostSkeletons count={1} />}
      {query.isError && <ErrorState error={query.error} retry={() => query.refetch()} />}
      {post !== undefined && (
        <>
          <PostCard post={post} eager detail onDeleted={() => navigate("/", { replace: true })} />
          <Comments post={post} />
        </>
      )}
    </Page>
  );
}
