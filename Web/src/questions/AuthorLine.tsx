import { Link } from "react-router";
import { useProfile } from "../api/people";
import type { Author } from "../api/types";
import { Avatar } from "../ui/Avatar";
import { TimeAgo } from "../ui/TimeAgo";
import { compactNumber } from "../ui/time";

interface Props {
  author: Author | null;
  /** What the author did, before the time: "asked". */
  verb: string;
  at: string;
  editedAt: string | null;
  /** In a list: without picture and reputation. */
  brief?: boolean;
}

/** Who wrote something and when; a deleted account has no name. */
export function AuthorLine({ author, verb, at, editedAt, brief = false }: Props) {
  return (
    <p className="q-author">
      {author !== null && !brief && <Avatar person={author} size={32} />}
      {author === null ? (
        <span className="q-deleted">Deleted account</span>
      ) : (
        <Link to={`/@${author.username}`} className="name" dir="auto">
          {author.displayName}
        </Link>
      )}
      {author !== null && !brief && <Reputation username={author.username} />}
      <span className="hint">
        {verb} <TimeAgo at={at} />
        {editedAt !== null && (
          <>
            , edited <TimeAgo at={editedAt} />
          </>
        )}
      </span>
    </p>
  );
}

/** Comes with the profile; null while the service cannot say it, and then nothing is shown. */
function Reputation({ username }: { username: string }) {
  const reputation = useProfile(username).data?.reputation ?? null;
  if (reputation === null) return null;
  return (
    <span className="q-reputation" title="Reputation">
      {compactNumber(reputation)}
      <span className="visually-hidden"> reputation</span>
    </span>
  );
}
