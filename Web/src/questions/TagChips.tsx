import { Link } from "react-router";
import { tagUrl } from "./tags";

/** The tags of a question, each a link to the questions with it. */
export function TagChips({ tags }: { tags: readonly string[] }) {
  return (
    <ul className="q-tags" aria-label="Tags">
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
