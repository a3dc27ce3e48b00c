import { Link } from "react-router";
import { t } from "../i18n/text";
import { tagUrl } from "./tags";

/** The tags of a question, each a link to the questions with it. */
export function TagChips({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="q-tags" aria-label={t`Tags`}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link className="q-tag" to={tagUrl(tag)} dir="auto">
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
