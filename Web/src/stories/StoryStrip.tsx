import { lazy, useState } from "react";
import { storyAuthors, useStories } from "../api/stories";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { Avatar } from "../ui/Avatar";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { Icon } from "../ui/Icon";

const StoryViewer = lazy(() => import("./StoryViewer"));
const StoryUpload = lazy(() => import("./StoryUpload"));

/** The live stories of everyone as a row above the feed, and the button for an own one. */
export function StoryStrip() {
  const me = useMe();
  const query = useStories();
  const authors = storyAuthors(query.data, me);
  const [open, setOpen] = useState<"upload" | { start: string } | null>(null);
  const close = () => setOpen(null);
  return (
    <section className="panel stories" aria-label={t`Stories`}>
      <ul>
        <li>
          <button type="button" className="story-author" onClick={() => setOpen("upload")}>
            <span className="story-ring own">
              <Avatar person={me} size={56} />
              <Icon name="plus" size={18} />
            </span>
            <span className="story-name">{t`Add story`}</span>
          </button>
        </li>
        {query.isPending &&
          [0, 1, 2].map((index) => (
            <li key={index} className="skeleton" aria-hidden="true">
              <span className="bone bone-story" />
            </li>
          ))}
        {query.isError && query.data === undefined && (
          <li className="stories-error" role="alert">
            <span>{t`Couldn't load stories.`}</span>
            <button type="button" className="button quiet" onClick={() => query.refetch()}>
              {t`Try again`}
            </button>
          </li>
        )}
        {authors.map(({ author, seen }) => (
          <li key={author.id}>
            <button type="button" className="story-author" onClick={() => setOpen({ start: author.id })}>
              <span className={seen ? "story-ring seen" : "story-ring"}>
                <Avatar person={author} size={56} />
              </span>
              <span className="story-name" dir="auto" aria-hidden="true">
                {author.id === me.id ? t`Your story` : author.displayName}
              </span>
              <span className="visually-hidden">
                {author.id === me.id
                  ? t`Your story`
                  : seen
                    ? t`Story by ${author.displayName}, seen`
                    : t`Story by ${author.displayName}, new`}
              </span>
            </button>
          </li>
        ))}
        {query.hasNextPage && (
          <li>
            <button type="button" className="button quiet" onClick={() => query.fetchNextPage()}>
              {t`More`}
            </button>
          </li>
        )}
      </ul>
      {open !== null && (
        <ChunkBoundary onFail={close}>
          {open === "upload" ? (
            <StoryUpload onClose={close} />
          ) : (
            <StoryViewer authors={authors} start={open.start} onClose={close} />
          )}
        </ChunkBoundary>
      )}
    </section>
  );
}
