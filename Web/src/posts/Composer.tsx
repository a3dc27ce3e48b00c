import { useQueryClient } from "@tanstack/react-query";
import {
  type ClipboardEvent,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  useId,
  useRef,
  useState,
} from "react";
import { request } from "../api/client";
import { showPublished } from "../api/posts";
import { errorMessage, Problem } from "../api/problem";
import type { Post } from "../api/types";
import { upload } from "../api/upload";
import { imageTypes, limits } from "../limits";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { countCharacters } from "../ui/characters";
import { Icon } from "../ui/Icon";
import { useDraft } from "./draft";
import { PhotoDrafts } from "./PhotoDrafts";
import { Counter, Progress } from "./Progress";

interface Props {
  /** Expanded and focused from the start, as in a dialog. */
  open?: boolean;
  onDone?: () => void;
}

/** The form for a new post: text, photos (chosen, dropped or pasted) and upload progress. */
export function Composer({ open = false, onDone }: Props) {
  const me = useMe();
  const client = useQueryClient();
  const draft = useDraft();
  const id = useId();
  const files = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [active, setActive] = useState(open);
  const [dragOver, setDragOver] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const sending = useRef<AbortController | null>(null);

  const length = countCharacters(draft.text.trim());
  const ready = (length > 0 || draft.photos.length > 0) && length <= limits.text && progress === null;
  const expanded = active || draft.text !== "" || draft.photos.length > 0;

  const publish = async () => {
    const abort = new AbortController();
    sending.current = abort;
    setProgress(0);
    const headers = { "Idempotency-Key": draft.idempotencyKey() };
    try {
      const post =
        draft.photos.length > 0
          ? await upload<Post>("POST", "/api/posts", draft.form(), {
              headers,
              onProgress: setProgress,
              signal: abort.signal,
            })
          : await request<Post>("POST", "/api/posts", {
              body: { text: draft.text.trim() },
              headers,
              signal: abort.signal,
            });
      showPublished(client, post);
      draft.clear();
      setActive(open);
      notify("Your post was published.");
      onDone?.();
    } catch (error) {
      if (abort.signal.aborted) notify("Upload cancelled. Your draft is still here.");
      else draft.showProblem(error instanceof Problem ? error : new Problem(0, errorMessage(error)));
      area.current?.focus();
    } finally {
      sending.current = null;
      setProgress(null);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) void publish();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && ready) void publish();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    draft.add(event.clipboardData.files);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDragOver(false);
    if (progress === null) draft.add(event.dataTransfer.files);
  };
  const onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDragOver(true);
  };
  return (
    <form
      className={`composer panel${dragOver ? " over" : ""}${expanded ? " expanded" : ""}`}
      aria-label="New post"
      onSubmit={onSubmit}
      onDrop={onDrop}
      onDragOver={onDragOver}
      onDragLeave={() => setDragOver(false)}
    >
      <div className="composer-words">
        <Avatar person={me} />
        <textarea
          ref={area}
          // biome-ignore lint/a11y/noAutofocus: the dialog was opened in order to write
          autoFocus={open}
          rows={1}
          value={draft.text}
          dir="auto"
          placeholder="What's new?"
          aria-label="Post text"
          aria-describedby={`${id}-problems`}
          disabled={progress !== null}
          onFocus={() => setActive(true)}
          onChange={(event) => draft.write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
      </div>
      <PhotoDrafts photos={draft.photos} disabled={progress !== null} onAlt={draft.describe} onRemove={draft.remove} />
      <div id={`${id}-problems`} role="alert">
        {draft.problems.map((problem) => (
          <p key={problem} className="error">
            {problem}
          </p>
        ))}
      </div>
      {progress !== null && draft.photos.length > 0 && (
        <Progress share={progress} onCancel={() => sending.current?.abort()} />
      )}
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
          type="button"
          className="button quiet"
          disabled={progress !== null || draft.photos.length >= limits.images}
          onClick={() => files.current?.click()}
        >
          <Icon name="photo" />
          Photos
          {draft.photos.length > 0 && (
            <span className="hint">
              {draft.photos.length}/{limits.images}
            </span>
          )}
        </button>
        <span className="gap" />
        {expanded && <Counter used={length} limit={limits.text} />}
        <button type="submit" className="button" disabled={!ready}>
          {progress === null ? "Post" : "Posting…"}
        </button>
      </div>
    </form>
  );
}
