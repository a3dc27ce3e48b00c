import { type KeyboardEvent, type MouseEvent, useEffect, useState } from "react";
import type { PostImage } from "../api/types";
import { t } from "../i18n/text";
import { logicalKey } from "../ui/direction";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { PrivateImage } from "../ui/PrivateImage";
import { useZoom } from "./useZoom";

interface Props {
  images: readonly PostImage[];
  start: number;
  /** They are shown to some people only, and so loaded with the user's token. */
  restricted?: boolean;
  onClose: () => void;
}

/**
 * A post's photos one at a time in full size. Keys: arrows, Home and End change the photo, + and - zoom, 0 shows it
 * whole, Escape closes, as a click beside the photo does.
 */
export default function Lightbox({ images, start, restricted = false, onClose }: Props) {
  const [at, setAt] = useState(start);
  const last = images.length - 1;
  const image = images[at];
  const zoom = useZoom((by) => go(at + by));
  const go = (to: number) => {
    setAt(Math.max(0, Math.min(last, to)));
    zoom.reset();
  };

  useEffect(() => {
    if (restricted) return;
    // Prefetches the previous and next photo.
    for (const near of [images[at + 1], images[at - 1]]) if (near !== undefined) new Image().src = near.url;
  }, [at, images, restricted]);

  const onKey = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowLeft: () => go(at - 1),
      ArrowRight: () => go(at + 1),
      Home: () => go(0),
      End: () => go(last),
      "+": zoom.zoomIn,
      "=": zoom.zoomIn,
      "-": zoom.zoomOut,
      "0": zoom.reset,
    };
    const action = actions[logicalKey(event.key)];
    if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  };
  // Beside the photo.
  const onClick = (event: MouseEvent) => {
    if (zoom.dragged() || !(event.target instanceof Element)) return;
    if (event.target.closest("img, button, figcaption") === null) onClose();
  };
  if (image === undefined) return null;
  const { scale, x, y } = zoom.view;
  const shown = {
    ref: zoom.photo,
    draggable: false,
    style: { transform: scale > 1 ? `translate(${x}px, ${y}px) scale(${scale})` : "none" },
  };
  return (
    <Modal label={t`Photos`} className="lightbox" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys, clicks and swipes of the whole dialog; buttons do the same */}
      <div
        ref={zoom.stage}
        className={scale > 1 ? "lightbox-stage zoomed" : "lightbox-stage"}
        onKeyDown={onKey}
        onClick={onClick}
        {...zoom.handlers}
      >
        <div className="lightbox-tools">
          <button
            type="button"
            className="round"
            onClick={scale > 1 ? zoom.reset : zoom.zoomIn}
            aria-label={scale > 1 ? t`Show the whole photo` : t`Zoom in`}
          >
            <Icon name={scale > 1 ? "zoomOut" : "zoomIn"} />
          </button>
          <button type="button" className="round" onClick={onClose} aria-label={t`Close`}>
            <Icon name="close" />
          </button>
        </div>
        <figure key={at}>
          {restricted ? (
            <PrivateImage image={image} {...shown} />
          ) : (
            <img src={image.url} alt={image.alt} width={image.width} height={image.height} {...shown} />
          )}
          {image.alt !== "" && <figcaption aria-hidden="true">{image.alt}</figcaption>}
        </figure>
        {last > 0 && (
          <>
            <button
              type="button"
              className="round lightbox-left"
              aria-disabled={at === 0}
              onClick={() => go(at - 1)}
              aria-label={t`Previous photo`}
            >
              <Icon name="left" />
            </button>
            <button
              type="button"
              className="round lightbox-right"
              aria-disabled={at === last}
              onClick={() => go(at + 1)}
              aria-label={t`Next photo`}
            >
              <Icon name="right" />
            </button>
            <p className="lightbox-count" aria-live="polite">
              <span className="visually-hidden">{t`Photo ${at + 1} of ${images.length}`}</span>
              <span aria-hidden="true">
                {at + 1} / {images.length}
              </span>
            </p>
          </>
        )}
      </div>
    </Modal>
  );
}
