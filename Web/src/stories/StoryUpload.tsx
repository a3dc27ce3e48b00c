import { type DragEvent, type FormEvent, useEffect, useRef, useState } from "react";
import { errorMessage, Problem } from "../api/problem";
import { usePublishStory } from "../api/stories";
import { t } from "../i18n/text";
import { imageTypes, limits } from "../limits";
import { fileError } from "../posts/draft";
import { Counter, Progress } from "../posts/Progress";
import { notify } from "../ui/Announcer";
import { countCharacters } from "../ui/characters";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { SubmitButton } from "../ui/SubmitButton";

/** Chooses, previews and uploads an image with a caption as a story. */
export default function StoryUpload({ onClose }: { onClose: () => void }) {
  const [image, setImage] = useState<File | null>(null);
  const [caption, setCaption] = useState("");
  const [error, setError] = useState<string | null>(null);
  const [progress, setProgress] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController | null>(null);
  const key = useRef<string | null>(null);
  const publish = usePublishStory();
  const preview = useObjectUrl(image);
  const length = countCharacters(caption.trim());
  const choose = (file: File | undefined) => {
    if (file === undefined) return;
    const problem = fileError(file);
    setError(problem ?? null);
    key.current = null;
    if (problem === undefined) setImage(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    choose(event.dataTransfer.files[0]);
  };
  const share = async () => {
    if (image === null || length > limits.storyCaption || publish.isPending) return;
    key.current ??= crypto.randomUUID();
    const controller = new AbortController();
    abort.current = controller;
    setError(null);
    setProgress(0);
    try {
      await publish.mutateAsync({
        image,
        caption: caption.trim(),
        idempotencyKey: key.current,
        onProgress: setProgress,
        signal: controller.signal,
      });
      notify(t`Your story is live for 24 hours.`);
      onClose();
    } catch (caught) {
      if (controller.signal.aborted) return;
      const field = caught instanceof Problem ? Object.values(caught.errors)[0]?.[0] : undefined;
      setError(field ?? errorMessage(caught));
    }
  };
  const close = () => {
    abort.current?.abort();
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void share();
  };
  return (
    <Modal label={t`Add a story`} className="sheet padded" onClose={close}>
      <header className="sheet-top">
        <h2>{t`Add a story`}</h2>
        <button type="button" className="round" onClick={close} aria-label={t`Close`}>
          <Icon name="close" />
        </button>
      </header>
      <form onSubmit={onSubmit} onDrop={onDrop} onDragOver={(event) => event.preventDefault()}>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept={imageTypes.join(",")}
          tabIndex={-1}
          aria-hidden="true"
          data-story=""
          onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
        {preview === null ? (
          <button type="button" className="story-drop" onClick={() => input.current?.click()}>
            <Icon name="photo" size={32} />
            <span>{t`Choose a photo`}</span>
            <span className="hint">{t`JPEG, PNG or WebP, up to ${limits.imageBytes >> 20} MB. Visible for 24 hours.`}</span>
          </button>
        ) : (
          <div className="story-preview">
            <img src={preview} alt={t`Preview of your story`} />
            {caption.trim() !== "" && (
              <p className="story-caption" dir="auto">
                {caption}
              </p>
            )}
          </div>
        )}
        <div className="field">
          <label htmlFor="story-caption">{t`Caption (optional)`}</label>
          <input
            id="story-caption"
            value={caption}
            dir="auto"
            readOnly={publish.isPending}
            onChange={(event) => {
              key.current = null;
              setCaption(event.target.value);
            }}
          />
        </div>
        <div role="alert">{error !== null && <p className="error">{error}</p>}</div>
        {publish.isPending && <Progress share={progress} onCancel={() => abort.current?.abort()} />}
        <div className="sheet-actions">
          {length > limits.storyCaption - 40 && <Counter used={length} limit={limits.storyCaption} />}
          {image !== null && !publish.isPending && (
            <button type="button" className="button quiet" onClick={() => input.current?.click()}>
              {t`Change photo`}
            </button>
          )}
          <SubmitButton
            disabled={image === null || length > limits.storyCaption}
            pending={publish.isPending}
            pendingText={t`Sharing…`}
          >
            {t`Share story`}
          </SubmitButton>
        </div>
      </form>
    </Modal>
  );
}

/** An object URL of a file, revoked when the file changes. */
function useObjectUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (file === null) return setUrl(null);
    const created = URL.createObjectURL(file);
    setUrl(created);
    return () => URL.revokeObjectURL(created);
  }, [file]);
  return url;
}
