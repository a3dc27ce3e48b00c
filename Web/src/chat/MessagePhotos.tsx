import { lazy } from "react";
import type { PostImage } from "../api/types";
import { t } from "../i18n/text";
import { useLightbox } from "../posts/useLightbox";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { Icon } from "../ui/Icon";
import { useBlobUrl } from "../ui/useBlobUrl";

const Lightbox = lazy(() => import("../posts/Lightbox"));

/** The photos of a message, small; a click opens them large. They are loaded with the user's token, since only members see them. */
export function MessagePhotos({ images }: { images: readonly PostImage[] }) {
  const lightbox = useLightbox(images[0]?.url ?? "");
  return (
    <div className={`photos photos-${images.length} chat-photos`}>
      {images.map((image, index) => (
        <Thumbnail
          key={image.url}
          image={image}
          name={
            image.alt === "" ? (images.length === 1 ? t`Photo` : t`Photo ${index + 1} of ${images.length}`) : image.alt
          }
          single={images.length === 1}
          onOpen={() => lightbox.open(index)}
        />
      ))}
      {lightbox.start !== null && (
        <ChunkBoundary onFail={lightbox.close}>
          <Lightbox images={images} start={lightbox.start} restricted onClose={lightbox.close} />
        </ChunkBoundary>
      )}
    </div>
  );
}

interface ThumbnailProps {
  image: PostImage;
  name: string;
  single: boolean;
  onOpen: () => void;
}

function Thumbnail({ image, name, single, onOpen }: ThumbnailProps) {
  const { url, failed, retry } = useBlobUrl(image.thumbnailUrl);
  // In its own shape from the start, so that nothing moves when it is loaded.
  const shape = single ? { aspectRatio: `${image.width} / ${image.height}` } : undefined;
  if (failed) {
    return (
      <button
        type="button"
        className="photo chat-photo-failed"
        style={shape}
        onClick={retry}
        aria-label={t`${name}: not loaded. Try again`}
      >
        <Icon name="alert" />
        <span>{t`Not loaded. Try again`}</span>
      </button>
    );
  }
  return (
    <button
      type="button"
      className="photo"
      style={shape}
      onClick={onOpen}
      aria-label={t`${name}. Show`}
      aria-busy={url === null}
    >
      {url === null ? <Loading /> : <img src={url} alt={image.alt} width={image.width} height={image.height} />}
    </button>
  );
}

const Loading = () => (
  <span className="skeleton" aria-hidden="true">
    <span className="bone" />
  </span>
);
