import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { inContext, t } from "../i18n/text";
import { imageTypes, limits } from "../limits";
import { useMe } from "../session/browser";
import { Avatar } from "../ui/Avatar";
import { countCharacters } from "../ui/characters";
import { Icon } from "../ui/Icon";
import { SubmitButton } from "../ui/SubmitButton";
import { PhotoDrafts } from "./PhotoDrafts";
import { Counter, Progress } from "./Progress";
import { useDraft } from "./useDraft";
import { usePublish } from "./usePublish";

interface Props {
  /** Expanded and focused from the start, as in a dialog. */
  open?: boolean;
  onDone?: () => void;
}

/** The form for a new post: text, photos (chosen, dropped or pasted) and upload progress. */
export function Composer({ open = false, onDone }: Props) {
  const me = useMe();
  const draft = useDraft("post");
  const publish = usePublish(draft);
  const { text, photos, problems, progress, restoring } = draft.state;
  const id = useId();
  const files = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const [active, setActive] = useState(open);
  const [dragOver, setDragOver] = useState(false);

  const sending = progress !== null;
  const full = sending || photos.length >= limits.images;
  const length = countCharacters(text.trim());
  const ready = (length > 0 || photos.length > 0) && length <= limits.text && !sending && !restoring;
  const expanded = active || text !== "" || photos.length > 0;
  useWarningBeforeLeaving(sending);

  const submit = async () => {
    if (!ready) return;
    const published = await publish();
    area.current?.focus();
    if (published) onDone?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    draft.add(event.clipboardData.files);
  };
  const onDrop = (event: DragEvent) => {
    setDragOver(false);
    // A text is dropped by the browser.
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    if (!sending) draft.add(event.dataTransfer.files);
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDragOver(true);
  };
  return (
    <form
      className={`composer panel${dragOver ? " over" : ""}${expanded ? " expanded" : ""}`}
      aria-label={t`New post`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={() => setDragOver(false)}
    >
      <div className="composer-words">
        <Avatar person={me} />
        <textarea
          ref={area}
          data-autofocus={open || undefined}
          rows={1}
          value={text}
          dir="auto"
          placeholder={t`What's new?`}
          aria-label={t`Post text`}
          aria-describedby={`${id}-problems`}
          readOnly={sending}
          onFocus={() => setActive(true)}
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      </div>
      <PhotoDrafts
        photos={photos}
        disabled={sending}
        onAlt={(photo, alt) => draft.describe(photo, alt)}
        onRemove={(photo) => draft.remove(photo)}
        onEmpty={() => choose.current?.focus()}
      />
      <div id={`${id}-problems`} role="alert">
        {problems.map((problem) => (
          <p key={problem} className="error">
            {problem}
          </p>
        ))}
      </div>
      <div className="composer-foot">
        <input
          ref={files}
          className="visually-hidden"
          type="file"
          accept={imageTypes.join(",")}
          multiple
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            draft.add(event.target.files ?? []);
            event.target.value = "";
          }}
        />
        <button
          ref={choose}
          type="button"
          className="button quiet"
          aria-disabled={full}
          onClick={() => {
            if (!full) files.current?.click();
          }}
        >
          <Icon name="photo" />
          {t`Photos`}
          {photos.length > 0 && (
            <span className="hint">
              {photos.length}/{limits.images}
            </span>
          )}
        </button>
        <span className="gap" />
        {expanded && <Counter used={length} limit={limits.text} />}
        <SubmitButton disabled={!ready} pending={sending} pendingText={t`Posting…`}>
          {inContext("verb")`Post`}
        </SubmitButton>
      </div>
      {/* Below the buttons: above them it would move Cancel under a pointer that clicks Post twice. */}
      {progress !== null && photos.length > 0 && <Progress share={progress} onCancel={() => draft.cancel()} />}
    </form>
  );
}

/** The browser asks before the page is left during an upload. */
function useWarningBeforeLeaving(sending: boolean) {
  useEffect(() => {
    if (!sending) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [sending]);
}
