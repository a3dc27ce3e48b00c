import { Link } from "react-router";
import type { QuestionAuthor } from "../api/types";
import { rich, t } from "../i18n/text";
import { Avatar } from "../ui/Avatar";
import { TimeAgo } from "../ui/TimeAgo";
import { compactNumber } from "../ui/time";

interface Props {
  author: QuestionAuthor | null;
  /** What the author did. */
  verb: "asked" | "answered";
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
        <span className="q-deleted">{t`Deleted account`}</span>
      ) : (
        <Link to={`/@${author.username}`} className="name" dir="auto">
          {author.displayName}
        </Link>
      )}
      {author !== null && !brief && (
        <span className="q-reputation" title={t`Reputation`}>
          {compactNumber(author.reputation)}
          <span className="visually-hidden"> {t`reputation`}</span>
        </span>
      )}
      <span className="hint">
        {verb === "asked" ? rich`asked ${<TimeAgo at={at} />}` : rich`answered ${<TimeAgo at={at} />}`}
        {editedAt !== null && rich`, edited ${<TimeAgo at={editedAt} />}`}
      </span>
    </p>
  );
}
