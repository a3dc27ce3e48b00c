import type { Segment } from "../api/types";

/** A text with the words that were searched for, as the API marks them. */
export function Highlighted({ parts }: { parts: readonly Segment[] }) {
  return parts.map(({ text, hit }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other identity than their place
    hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
  );
}
