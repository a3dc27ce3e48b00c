import { type KeyboardEvent, lazy, type RefObject, useId, useState } from "react";
import { limits } from "../limits";
import { Counter } from "../posts/Progress";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { countCharacters } from "../ui/characters";
import { applyFormat, EditorToolbar, shortcut } from "./EditorToolbar";

const Preview = lazy(() => import("./Preview"));

interface Props {
  label: string;
  value: string;
  error?: string | undefined;
  readOnly: boolean;
  area: RefObject<HTMLTextAreaElement | null>;
  onChange: (value: string) => void;
  /** Ctrl+Enter. */
  onSubmit: () => void;
}

/** A text in Markdown with a toolbar and a preview. */
export function MarkdownEditor({ label, value, error, readOnly, area, onChange, onSubmit }: Props) {
  const id = useId();
  const [preview, setPreview] = useState(false);
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
          {preview ? "Write" : "Preview"}
        </button>
      </div>
      <div className="editor-box" hidden={preview}>
        <EditorToolbar area={area} disabled={readOnly} />
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
        />
      </div>
      {preview && (
        <section className="editor-box editor-shown" aria-label={`${label}, as it will look`}>
          <ChunkBoundary onFail={() => setPreview(false)}>
            <Preview source={value} />
          </ChunkBoundary>
        </section>
      )}
      <div className="editor-foot">
        <p className="hint" id={`${id}-hint`}>
          Markdown works: **bold**, *italic*, `code`, lists, quotes, tables, and ``` around code.
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
