import { useId, useState } from "react";
import type { Post } from "../api/types";
import { t } from "../i18n/text";
import { foldAt } from "./fold";
import { RichText } from "./RichText";

/** The text of a post. In a list a long one is folded. */
export function PostText({ post, whole }: { post: Post; whole: boolean }) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const { text, entities } = post;
  const cut = whole ? undefined : foldAt(text);
  const short = post.images.length === 0 && text.length <= 90 && !text.includes("\n");
  if (cut === undefined) {
    return (
      <div className={short ? "large" : undefined}>
        <RichText text={text} entities={entities} />
      </div>
    );
  }
  const beginning = `${[...text].slice(0, cut).join("")}…`;
  return (
    <div id={id}>
      {open ? (
        <RichText text={text} entities={entities} />
      ) : (
        <RichText text={beginning} entities={entities.filter((entity) => entity.end <= cut)} />
      )}
      <button type="button" className="fold" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        {open ? t`Show less` : t`Show more`}
      </button>
    </div>
  );
}
