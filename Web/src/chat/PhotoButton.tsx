import { useRef } from "react";
import { t } from "../i18n/text";
import { imageTypes, limits } from "../limits";
import { Icon } from "../ui/Icon";

/** Chooses photos for a message. */
export function PhotoButton({ count, onAdd }: { count: number; onAdd: (files: FileList) => void }) {
  const files = useRef<HTMLInputElement>(null);
  const full = count >= limits.messageImages;
  const label = full ? t`A message has at most ${limits.messageImages} photos` : t`Add photos`;
  return (
    <>
      <input
        ref={files}
        className="visually-hidden"
        type="file"
        accept={imageTypes.join(",")}
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          if (event.target.files !== null) onAdd(event.target.files);
          event.target.value = "";
        }}
      />
      <button
        type="button"
        className="round chat-add"
        aria-label={label}
        title={label}
        aria-disabled={full}
        onClick={() => full || files.current?.click()}
      >
        <Icon name="photo" />
      </button>
    </>
  );
}
