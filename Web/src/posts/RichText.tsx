import { Link } from "react-router";
import type { Entity } from "../api/types";
import { parts, type Part as TextPart } from "./parts";

/** A text with its tags, mentions and addresses as links. */
export function RichText({ text, entities }: { text: string; entities: readonly Entity[] }) {
  return (
    <p className="text" dir="auto">
      {parts(text, entities).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity than their place
        <Part key={index} part={part} />
      ))}
    </p>
  );
}

function Part({ part }: { part: TextPart }) {
  if (!("value" in part)) return part.text;
  switch (part.kind) {
    case "tag":
      return (
        <Link className="tag" to={`/tag/${encodeURIComponent(part.value)}`}>
          {part.text}
        </Link>
      );
    case "mention":
      return <Link to={`/@${part.value}`}>{part.text}</Link>;
    case "link":
      // What follows the scheme, and no other scheme than these.
      return /^https?:\/\//iu.test(part.value) ? (
        <a href={part.value} target="_blank" rel="noopener noreferrer nofollow ugc">
          {part.text.replace(/^https?:\/\//iu, "")}
        </a>
      ) : (
        part.text
      );
    default:
      return part.text;
  }
}
