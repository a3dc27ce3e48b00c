import { useRef } from "react";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { countCharacters, tooMany } from "../ui/characters";
import { Icon } from "../ui/Icon";
import type { Photo } from "./draft";

interface Props {
  photos: readonly Photo[];
  /** What the photos are for. */
  label?: string;
  disabled: boolean;
  onAlt: (id: string, alt: string) => void;
  onRemove: (id: string) => void;
  /** The last photo was removed: focus has to go elsewhere. */
  onEmpty: () => void;
}

const left = (photo: Photo) => limits.alt - countCharacters(photo.alt.trim());

/** The photos of a draft, each with its alt text. */
export function PhotoDrafts({ photos, label = t`Photos of the post`, disabled, onAlt, onRemove, onEmpty }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const remove = (id: string, index: number) => {
    onRemove(id);
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll("button") ?? [];
      const next = buttons[Math.min(index, buttons.length - 1)];
      if (next === undefined) onEmpty();
      else next.focus();
    });
  };
  if (photos.length === 0) return null;
  return (
    <ul className="drafts" aria-label={label} ref={list}>
      {photos.map((photo, index) => (
        <li key={photo.id} className={photo.error === undefined ? "draft" : "draft invalid"}>
          <img src={photo.url} alt={t`Preview of ${photo.file.name}`} />
          <button
            type="button"
            className="round small"
            disabled={disabled}
            onClick={() => remove(photo.id, index)}
            aria-label={t`Remove photo ${index + 1}, ${photo.file.name}`}
          >
            <Icon name="close" size={16} />
          </button>
          <input
            value={photo.alt}
            disabled={disabled}
            placeholder={t`Describe this photo`}
            aria-label={t`Description of photo ${index + 1}`}
            aria-invalid={photo.error !== undefined || left(photo) < 0}
            aria-describedby={photo.error === undefined ? undefined : `photo-error-${photo.id}`}
            onChange={(event) => onAlt(photo.id, event.target.value)}
          />
          {left(photo) < 0 && <p className="error">{tooMany(-left(photo))}</p>}
          {photo.error !== undefined && (
            <p className="error" id={`photo-error-${photo.id}`} role="alert">
              {photo.error}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
