import { useParams } from "react-router";
import { useLikers } from "../api/people";
import { Problem } from "../api/problem";
import { t } from "../i18n/text";
import { PeopleList } from "../people/PeopleList";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";
import { NotFound } from "./NotFound";

/** Who likes a post. */
export function Likes() {
  const { id = "" } = useParams();
  const query = useLikers(id);
  if (query.error instanceof Problem && [400, 404, 422].includes(query.error.status)) return <NotFound />;
  return (
    <Page title={t`Liked by`} heading={<BackLink to={`/post/${id}`}>{t`Liked by`}</BackLink>}>
      <div className="panel">
        <PeopleList query={query} empty={<EmptyState title={t`No likes yet`} />} />
      </div>
    </Page>
  );
}
