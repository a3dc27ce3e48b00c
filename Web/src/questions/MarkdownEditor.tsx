import { type KeyboardEvent, lazy, type RefObject, useEffect, useId, useRef, useState } from "react";
import { t } from "../i18n/text";
import { imageTypes, limits } from "../limits";
import { Counter } from "../posts/Progress";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { countCharacters } from "../ui/characters";
import { applyFormat, EditorToolbar, shortcut } from "./EditorToolbar";
import { ImageUploads } from "./ImageUploads";
import { useImageUpload } from "./useImageUpload";

const Preview = lazy(() => import("./Preview"));

interface Props {
  label: string;
  value: string;
  error?: string | undefined;
  readOnly: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  onChange: (value: string) => void;
  /** An image is uploaded from now on, or none any more. */
  onUploading: (uploading: boolean) => void;
  /** Ctrl+Enter. */
  onSubmit: () => void;
}

/** A text in Markdown with a toolbar and a preview. */
export function MarkdownEditor({ label, value, error, readOnly, area, onChange, onUploading, onSubmit }: Props) {
  const id = useId();
  const [preview, setPreview] = useState(false);
  const [dragOver, setDragOver] = useState(false);
  const images = useImageUpload(area);
  const uploading = images.file !== null;
  useEffect(() => onUploading(uploading), [onUploading, uploading]);
  const files = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const format = shortcut(event.key.toLowerCase());
    if (event.key === "Enter") onSubmit();
    else if (format !== undefined && !readOnly) {
      event.preventDefault();
      applyFormat(event.currentTarget, format);
    }
  };
  const described = [`${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field editor">
      <div className="editor-head">
        <label htmlFor={id}>{label}</label>
        <button
          type="button"
          className="button quiet editor-preview"
          aria-pressed={preview}
          onClick={() => setPreview(!preview)}
        >
          {preview ? t`Write` : t`Preview`}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files are dropped on it; the toolbar has a button for the same */}
      <div
        className={dragOver ? "editor-box over" : "editor-box"}
        hidden={preview}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          setDragOver(false);
          if (!readOnly) images.add(event.dataTransfer.files);
        }}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setDragOver(true);
        }}
        onDragLeave={() => setDragOver(false)}
      >
        <EditorToolbar area={area} disabled={readOnly} onImage={() => files.current?.click()} />
        <input
          ref={files}
          hidden
          type="file"
          accept={imageTypes.join(",")}
          multiple
          onChange={(event) => {
            images.add(event.target.files ?? []);
            event.target.value = "";
            area.current?.focus();
          }}
        />
        <textarea
          id={id}
          ref={area}
          rows={8}
          dir="auto"
          value={value}
          readOnly={readOnly}
          aria-invalid={error !== undefined}
          aria-describedby={described}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            if (readOnly || event.clipboardData.files.length === 0) return;
            event.preventDefault();
            images.add(event.clipboardData.files);
          }}
        />
      </div>
      {preview && (
        <section className="editor-box editor-shown" aria-label={t`${label}, as it will look`}>
          <ChunkBoundary onFail={() => setPreview(false)}>
            <Preview source={value} />
          </ChunkBoundary>
        </section>
      )}
      <ImageUploads images={images} />
      <div className="editor-foot">
        <p className="hint" id={`${id}-hint`}>
          {t`Markdown works: **bold**, *italic*, \`code\`, lists, quotes, tables, images, and \`\`\` around code.`}
        </p>
        {value.length > limits.question.body - 2_000 && (
          <Counter used={countCharacters(value.trim())} limit={limits.question.body} />
        )}
      </div>
      {error !== undefined && (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
