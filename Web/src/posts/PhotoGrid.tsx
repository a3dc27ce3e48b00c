import { type CSSProperties, lazy, useState } from "react";
import type { PostImage } from "../api/types";
import { t } from "../i18n/text";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { shape, sources } from "./photoShape";
import { useLightbox } from "./useLightbox";

const Lightbox = lazy(() => import("./Lightbox"));

/** A post's photos: one in its own shape, several as a mosaic of at most five. A click opens the lightbox. */
export function PhotoGrid({ images, eager = false }: { images: readonly PostImage[]; eager?: boolean }) {
  const lightbox = useLightbox(images[0]?.url ?? "");
  const shown = images.slice(0, 5);
  const hidden = images.length - shown.length;
  const single = images.length === 1;
  return (
    <div className={`photos photos-${shown.length}`}>
      {shown.map((image, index) => {
        const rest = index === shown.length - 1 && hidden > 0;
        const name = image.alt === "" ? t`Photo ${index + 1} of ${images.length}` : image.alt;
        return (
          <button
            key={image.url}
            type="button"
            className={shape(image).small ? "photo small" : "photo"}
            style={single ? ownShape(image) : undefined}
            onClick={() => lightbox.open(index)}
            aria-label={rest ? t`${name}, and ${hidden} more. Show` : t`${name}. Show`}
          >
            <Photo image={image} single={single} eager={eager} />
            {rest && (
              <span className="photo-rest" aria-hidden="true">
                +{hidden}
              </span>
            )}
          </button>
        );
      })}
      {lightbox.start !== null && (
        <ChunkBoundary onFail={lightbox.close}>
          <Lightbox images={images} start={lightbox.start} onClose={lightbox.close} />
        </ChunkBoundary>
      )}
    </div>
  );
}

/** A photo; while a large one loads, its thumbnail is shown blurred in its place. */
function Photo({ image, single, eager }: { image: PostImage; single: boolean; eager: boolean }) {
  const [loaded, setLoaded] = useState(false);
  const large = single && image.url !== image.thumbnailUrl;
  return (
    <>
      {large && !eager && !loaded && <img className="photo-blur" src={image.thumbnailUrl} alt="" loading="lazy" />}
      <img
        {...(single ? sources(image) : { src: image.thumbnailUrl })}
        alt={image.alt}
        width={image.width}
        height={image.height}
        loading={eager ? "eager" : "lazy"}
        fetchPriority={eager ? "high" : "auto"}
        decoding="async"
        onLoad={() => setLoaded(true)}
      />
    </>
  );
}

/** The measures of a single photo for the stylesheet. */
function ownShape(image: PostImage): CSSProperties {
  const { width, ratio } = shape(image);
  return { "--width": width, "--ratio": ratio } as CSSProperties;
}
