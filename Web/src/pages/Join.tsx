import { Link, useNavigate, useParams } from "react-router";
import { useInvitePreview, useJoinRoom } from "../api/chat";
import { errorMessage, Problem } from "../api/problem";
import { plural, t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { ErrorState, Hills } from "../ui/States";
import { fullDate } from "../ui/time";

/** The page of an invite link: where it leads, and whether to join. */
export function Join() {
  const { token = "" } = useParams();
  const preview = useInvitePreview(token);
  const join = useJoinRoom(token);
  const navigate = useNavigate();
  const accept = () =>
    join.isPending || join.mutate(undefined, { onSuccess: (room) => navigate(`/chat/${room.id}`, { replace: true }) });
  const error = join.error ?? preview.error;
  if (error instanceof Problem && error.status === 404) {
    return (
      <Page title={t`Invite no longer valid`}>
        <div className="panel state">
          <Icon name="alert" size={28} />
          <h2>{t`This invite is no longer valid`}</h2>
          <p>{t`It expired, was revoked, or as many people as it was for have used it. Ask for a new link.`}</p>
          <Link to="/chat" className="button">
            {t`Go to chat`}
          </Link>
        </div>
      </Page>
    );
  }
  if (preview.data === undefined) {
    return (
      <Page title={t`Invite`}>
        {preview.isError ? (
          <ErrorState error={preview.error} retry={preview.refetch} />
        ) : (
          <p className="panel state" role="status">
            {t`Loading the invite…`}
          </p>
        )}
      </Page>
    );
  }
  const { name, members, expiresAt } = preview.data;
  return (
    <Page title={t`Join ${name}`}>
      <div className="panel state">
        <Hills />
        <p>{t`You are invited to`}</p>
        <h2 dir="auto">{name}</h2>
        <p>{plural(members, { one: "# member", other: "# members" })}</p>
        <div role="alert">{join.isError && <p className="error">{errorMessage(join.error)}</p>}</div>
        <button type="button" className="button big" aria-disabled={join.isPending} onClick={accept}>
          {join.isPending ? t`Joining…` : t`Join room`}
        </button>
        <p className="hint">{t`This link expires on ${fullDate(new Date(expiresAt))}.`}</p>
      </div>
    </Page>
  );
}
