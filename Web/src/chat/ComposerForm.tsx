import {
  type ClipboardEvent,
  type DragEvent,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useState,
} from "react";
import { t } from "../i18n/text";
import { limits } from "../limits";
import { Counter } from "../posts/Progress";
import { Icon } from "../ui/Icon";

/** The counter is shown when so many characters are left. */
const counterFrom = 200;

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  label: string;
  button: string;
  focused?: boolean;
  /** Whether it can be sent without a text: it has photos. */
  textOptional?: boolean;
  /** Something else keeps it from being sent. */
  blocked?: boolean;
  /** The button that adds photos. */
  photos?: ReactNode;
  /** Takes files that were dropped or pasted; without it they are left to the browser. */
  onFiles?: (files: FileList) => void;
  onWrite: (text: string) => void;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A text that Enter sends, with what belongs to it above; files are dropped on it or pasted. */
export function ComposerForm({ field, text, label, button, focused = false, textOptional = false, ...props }: Props) {
  const { blocked = false, photos, onFiles, onWrite, onSubmit, onCancel, children } = props;
  const [dragOver, setDragOver] = useState(false);
  // As the service counts: UTF-16 units of the trimmed text.
  const length = text.trim().length;
  const ready = (length > 0 || textOptional) && length <= limits.message && !blocked;
  const submit = () => {
    if (!ready) return;
    onSubmit();
    field.current?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onCancel();
    // While an input method composes, Enter accepts its suggestion.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  const drop =
    onFiles === undefined
      ? {}
      : {
          onDrop: (event: DragEvent) => {
            setDragOver(false);
            // A text is dropped by the browser.
            if (event.dataTransfer.files.length === 0) return;
            event.preventDefault();
            onFiles(event.dataTransfer.files);
          },
          onDragOver: (event: DragEvent) => {
            if (!event.dataTransfer.types.includes("Files")) return;
            event.preventDefault();
            setDragOver(true);
          },
          onDragLeave: () => setDragOver(false),
          onPaste: (event: ClipboardEvent) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            onFiles(event.clipboardData.files);
          },
        };
  return (
    <form
      className={dragOver ? "chat-composer over" : "chat-composer"}
      aria-label={label}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
      {...drop}
    >
      {children}
      <div className="chat-writing">
        {photos}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t`Write a message`}
          aria-label={label}
          enterKeyHint="send"
          // biome-ignore lint/a11y/noAutofocus: Edit was chosen in order to write
          autoFocus={focused}
          onChange={(event) => onWrite(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {length > limits.message - counterFrom && <Counter used={length} limit={limits.message} />}
        <button type="submit" className="chat-send" aria-label={button} title={button} aria-disabled={!ready}>
          <Icon name={button === "Save" ? "check" : "send"} />
        </button>
      </div>
    </form>
  );
}

interface ContextProps {
  cancel: string;
  onCancel: () => void;
  children: ReactNode;
}

/** What is answered or edited. */
export function ComposerContext({ cancel, onCancel, children }: ContextProps) {
  return (
    <div className="chat-context">
      <span className="quote">{children}</span>
      <button type="button" className="round" aria-label={cancel} onClick={onCancel}>
        <Icon name="close" size={18} />
      </button>
    </div>
  );
}
