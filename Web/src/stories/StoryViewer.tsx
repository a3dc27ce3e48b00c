import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useDeleteStory, useMarkSeen } from "../api/stories";
import type { AuthorStories } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { logicalKey, logicalX } from "../ui/direction";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { TimeAgo } from "../ui/TimeAgo";
import { useStoryPlayer } from "./useStoryPlayer";

interface Props {
  authors: readonly AuthorStories[];
  /** The id of the author to start with. */
  start: string;
  onClose: () => void;
}

/** Stories in full size. Keys: arrows, Space to pause, Escape. Pointer: tap, hold to pause, swipe between authors or down. */
export default function StoryViewer({ authors: current, start, onClose }: Props) {
  // Kept from the start: seen stories must not move while they are watched.
  const [authors] = useState(current);
  const player = useStoryPlayer(
    authors,
    Math.max(
      0,
      authors.findIndex(({ author }) => author.id === start),
    ),
    onClose,
  );
  const { author, story, at, share, paused, setPaused, setHeld, next, previous } = player;
  const me = useMe();
  const { mutate: markSeen } = useMarkSeen();
  const remove = useDeleteStory();
  const [asking, setAsking] = useState(false);
  const press = useRef({ x: 0, y: 0, at: 0 });
  const mine = author?.author.id === me.id;
  const id = story?.id;
  useEffect(() => {
    if (id !== undefined && !mine) markSeen(id);
  }, [id, mine, markSeen]);
  useEffect(() => setHeld(asking), [asking, setHeld]);
  if (author === undefined || story === undefined) return null;

  const onKeyDown = (event: KeyboardEvent) => {
    const onButton = event.target instanceof HTMLButtonElement || event.target instanceof HTMLAnchorElement;
    const key = logicalKey(event.key);
    if (key === "ArrowRight") next();
    else if (key === "ArrowLeft") previous();
    else if (event.key === " " && !onButton) setPaused(!paused);
    else return;
    event.preventDefault();
  };
  const onPointerDown = (event: PointerEvent) => {
    press.current = { x: event.clientX, y: event.clientY, at: event.timeStamp };
    setHeld(true);
  };
  const onPointerUp = (event: PointerEvent) => {
    setHeld(false);
    const x = logicalX(event.clientX - press.current.x);
    const y = event.clientY - press.current.y;
    if (y > 80 && y > Math.abs(x)) return onClose();
    if (Math.abs(x) > 50) return x < 0 ? player.nextAuthor() : player.previousAuthor();
    // A long press only paused.
    if (event.timeStamp - press.current.at > 300) return;
    const box = event.currentTarget.getBoundingClientRect();
    const fromMiddle = logicalX(event.clientX - box.left - box.width / 2);
    if (fromMiddle < -box.width / 6) previous();
    else next();
  };
  const deleteStory = async () => {
    await remove.mutateAsync(story);
    notify(t`Your story was deleted.`);
    onClose();
  };
  return (
    <Modal label={t`Story by ${author.author.displayName}`} className="story-viewer" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the whole dialog; buttons do the same */}
      <div className="story-stage" onKeyDown={onKeyDown}>
        <div className="story-bars" aria-hidden="true">
          {author.stories.map((one, index) => (
            <span key={one.id}>
              <i style={{ width: `${index < at.story ? 100 : index > at.story ? 0 : share * 100}%` }} />
            </span>
          ))}
        </div>
        <header>
          <Link to={`/@${author.author.username}`} onClick={onClose}>
            <Avatar person={author.author} size={36} />
            <b dir="auto">{author.author.displayName}</b>
          </Link>
          <TimeAgo at={story.createdAt} />
          <span className="gap" />
          <button
            type="button"
            className="round"
            onClick={() => setPaused(!paused)}
            aria-label={paused ? t`Play` : t`Pause`}
          >
            <Icon name={paused ? "play" : "pause"} />
          </button>
          {mine && (
            <button type="button" className="round" onClick={() => setAsking(true)} aria-label={t`Delete story`}>
              <Icon name="trash" />
            </button>
          )}
          <button type="button" className="round" onClick={onClose} aria-label={t`Close`}>
            <Icon name="close" />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: taps and swipes; the buttons do the same */}
        <div
          className="story-image"
          onPointerDown={onPointerDown}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setHeld(false)}
          onContextMenu={(event) => event.preventDefault()}
        >
          <img
            key={story.id}
            src={story.image.url}
            alt={story.caption === "" ? t`Story by ${author.author.displayName}` : story.caption}
            draggable={false}
          />
        </div>
        {story.caption !== "" && (
          <p className="story-caption" dir="auto">
            {story.caption}
          </p>
        )}
        <button type="button" className="round story-left" onClick={previous} aria-label={t`Previous story`}>
          <Icon name="left" />
        </button>
        <button type="button" className="round story-right" onClick={next} aria-label={t`Next story`}>
          <Icon name="right" />
        </button>
        <p className="visually-hidden" role="status">
          {t`Story ${at.story + 1} of ${author.stories.length} by ${author.author.displayName}`}
        </p>
      </div>
      {asking && (
        <ConfirmDialog
          title={t`Delete this story?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={deleteStory}
          onClose={() => setAsking(false)}
        >
          {t`This can't be undone.`}
        </ConfirmDialog>
      )}
    </Modal>
  );
}
