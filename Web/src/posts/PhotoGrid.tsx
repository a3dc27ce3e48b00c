import { lazy, useState } from "react";
import type { PostImage } from "../api/types";
import { ChunkBoundary } from "../ui/ChunkBoundary";

const Lightbox = lazy(() => import("./Lightbox"));

/** A post's photos: one in its own shape, several as a mosaic of at most five. A click opens the lightbox. */
export function PhotoGrid({ images, eager = false }: { images: readonly PostImage[]; eager?: boolean }) {
  const [open, setOpen] = useState<number | null>(null);
  const shown = images.slice(0, 5);
  const hidden = images.length - shown.length;
  return (
    <div className={`photos photos-${shown.length}`}>
      {shown.map((image, index) => {
        const rest = index === shown.length - 1 && hidden > 0;
        const name = image.alt === "" ? `Photo ${index + 1} of ${images.length}` : image.alt;
        return (
          <button
            key={image.url}
            type="button"
            className="photo"
            onClick={() => setOpen(index)}
            aria-label={rest ? `${name}, and ${hidden} more. Show` : `${name}. Show`}
          >
            <img
              src={images.length === 1 ? image.url : image.thumbnailUrl}
              alt={image.alt}
              width={image.width}
              height={image.height}
              loading={eager ? "eager" : "lazy"}
              decoding="async"
            />
            {rest && (
              <span className="photo-rest" aria-hidden="true">
                +{hidden}
              </span>
            )}
          </button>
        );
      })}
      {open !== null && (
        <ChunkBoundary onFail={() => setOpen(null)}>
          <Lightbox images={images} start={open} onClose={() => setOpen(null)} />
        </ChunkBoundary>
      )}
    </div>
  );
}
