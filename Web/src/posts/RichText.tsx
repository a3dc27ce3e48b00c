import { Link } from "react-router";
import { type Token, tokens } from "./tokens";

/** A text with its tags, mentions and addresses as links. */
export function RichText({ text }: { text: string }) {
  return (
    <p className="text" dir="auto">
      {tokens(text).map((token, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity than their place
        <Part key={index} token={token} />
      ))}
    </p>
  );
}

function Part({ token }: { token: Token }) {
  switch (token.kind) {
    case "text":
      return token.text;
    case "tag":
      return (
        <Link className="tag" to={`/tag/${encodeURIComponent(token.text.slice(1))}`}>
          {token.text}
        </Link>
      );
    case "mention":
      return <Link to={`/@${token.username}`}>{token.text}</Link>;
    case "link":
      return (
        <a href={token.href} target="_blank" rel="noopener noreferrer nofollow ugc">
          {token.text.replace(/^https?:\/\//u, "")}
        </a>
      );
  }
}
