import { type KeyboardEvent, type TouchEvent, useEffect, useRef, useState } from "react";
import type { PostImage } from "../api/types";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { PrivateImage } from "../ui/PrivateImage";

interface Props {
  images: readonly PostImage[];
  start: number;
  /** They are shown to some people only, and so loaded with the user's token. */
  restricted?: boolean;
  onClose: () => void;
}

/** A post's photos one at a time in full size: arrow keys, Home, End, swipe, Escape. */
export default function Lightbox({ images, start, restricted = false, onClose }: Props) {
  const [at, setAt] = useState(start);
  const touch = useRef(0);
  const last = images.length - 1;
  const image = images[at];
  const go = (to: number) => setAt(Math.max(0, Math.min(last, to)));

  useEffect(() => {
    if (restricted) return;
    // Prefetches the previous and next photo.
    for (const near of [images[at + 1], images[at - 1]]) if (near !== undefined) new Image().src = near.url;
  }, [at, images, restricted]);

  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const onTouchEnd = (event: TouchEvent) => {
    const moved = (event.changedTouches[0]?.clientX ?? 0) - touch.current;
    if (Math.abs(moved) > 40) go(at + (moved < 0 ? 1 : -1));
  };
  if (image === undefined) return null;
  return (
    <Modal label="Photos" className="lightbox" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys and swipes of the whole dialog; buttons do the same */}
      <div
        className="lightbox-stage"
        onKeyDown={onKey}
        onTouchStart={(event) => {
          touch.current = event.touches[0]?.clientX ?? 0;
        }}
        onTouchEnd={onTouchEnd}
      >
        <button type="button" className="round lightbox-close" onClick={onClose} aria-label="Close">
          <Icon name="close" />
        </button>
        <figure key={at}>
          {restricted ? (
            <PrivateImage image={image} />
          ) : (
            <img src={image.url} alt={image.alt} width={image.width} height={image.height} />
          )}
          {image.alt !== "" && <figcaption aria-hidden="true">{image.alt}</figcaption>}
        </figure>
        {last > 0 && (
          <>
            <button type="button" className="round lightbox-left" disabled={at === 0} onClick={() => go(at - 1)}>
              <Icon name="left" />
              <span className="visually-hidden">Previous photo</span>
            </button>
            <button type="button" className="round lightbox-right" disabled={at === last} onClick={() => go(at + 1)}>
              <Icon name="right" />
              <span className="visually-hidden">Next photo</span>
            </button>
            <p className="lightbox-count" aria-live="polite">
              <span className="visually-hidden">Photo </span>
              {at + 1} <span aria-hidden="true">/</span>
              <span className="visually-hidden"> of </span> {images.length}
            </p>
          </>
        )}
      </div>
    </Modal>
  );
}
