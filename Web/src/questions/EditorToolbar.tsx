import { type KeyboardEvent, type RefObject, useState } from "react";
import { Icon, type IconName } from "../ui/Icon";
import { type Format, formatted } from "./markdownEdit";

const buttons: { format: Format; label: string; icon: IconName; key?: string }[] = [
  { format: "bold", label: "Bold", icon: "bold", key: "b" },
  { format: "italic", label: "Italic", icon: "italic", key: "i" },
  { format: "link", label: "Link", icon: "link", key: "k" },
  { format: "code", label: "Code", icon: "code", key: "e" },
  { format: "list", label: "List", icon: "list" },
  { format: "quote", label: "Quote", icon: "quote" },
];

export const shortcut = (key: string): Format | undefined => buttons.find((button) => button.key === key)?.format;

/** Applies a format to the selection as if it was typed, so that the browser can undo it. */
export function applyFormat(area: HTMLTextAreaElement, format: Format): void {
  const change = formatted(area.value, area.selectionStart, area.selectionEnd, format);
  area.focus();
  area.setSelectionRange(change.from, change.to);
  if (!document.execCommand?.("insertText", false, change.text)) {
    area.setRangeText(change.text, change.from, change.to);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(...change.select);
}

/** The buttons above the text: one stop for Tab, the arrow keys go between them. */
export function EditorToolbar({ area, disabled }: { area: RefObject<HTMLTextAreaElement | null>; disabled: boolean }) {
  const [current, setCurrent] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const last = buttons.length - 1;
    const to = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(to);
    event.currentTarget.querySelectorAll<HTMLElement>("button")[to]?.focus();
  };
  return (
    <div role="toolbar" tabIndex={-1} aria-label="Format" className="editor-tools" onKeyDown={onKeyDown}>
      {buttons.map(({ format, label, icon, key }, index) => (
        <button
          key={format}
          type="button"
          className="round"
          disabled={disabled}
          tabIndex={index === current ? 0 : -1}
          aria-label={label}
          aria-keyshortcuts={key === undefined ? undefined : `Control+${key.toUpperCase()}`}
          title={key === undefined ? label : `${label} (Ctrl+${key.toUpperCase()})`}
          onFocus={() => setCurrent(index)}
          onClick={() => area.current !== null && applyFormat(area.current, format)}
        >
          <Icon name={icon} size={20} />
        </button>
      ))}
    </div>
  );
}
