import { type KeyboardEvent, type RefObject, useState } from "react";
import { t } from "../i18n/text";
import { logicalKey } from "../ui/direction";
import { Icon, type IconName } from "../ui/Icon";
import { type Format, formatted, type Replacement } from "./markdownEdit";

const buttons: { format: Format; icon: IconName; key?: string }[] = [
  { format: "bold", icon: "bold", key: "b" },
  { format: "italic", icon: "italic", key: "i" },
  { format: "link", icon: "link", key: "k" },
  { format: "code", icon: "code", key: "e" },
  { format: "list", icon: "list" },
  { format: "quote", icon: "quote" },
];

const label = (format: Format): string =>
  ({ bold: t`Bold`, italic: t`Italic`, link: t`Link`, code: t`Code`, list: t`List`, quote: t`Quote` })[format];

export const shortcut = (key: string): Format | undefined => buttons.find((button) => button.key === key)?.format;

/** Applies a format to the selection. */
export function applyFormat(area: HTMLTextAreaElement, format: Format): void {
  area.focus();
  insert(area, formatted(area.value, area.selectionStart, area.selectionEnd, format));
}

/** Changes a text as if it was typed, so that the browser can undo it; without the focus, which is not taken from elsewhere, it cannot. */
export function insert(area: HTMLTextAreaElement, change: Replacement): void {
  area.setSelectionRange(change.from, change.to);
  if (document.activeElement !== area || !document.execCommand?.("insertText", false, change.text)) {
    area.setRangeText(change.text, change.from, change.to);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(...change.select);
}

interface Props {
  area: RefObject<HTMLTextAreaElement | null>;
  disabled: boolean;
  /** Chooses an image. */
  onImage: () => void;
}

/** The buttons above the text: one stop for Tab, the arrow keys go between them. */
export function EditorToolbar({ area, disabled, onImage }: Props) {
  const [current, setCurrent] = useState(0);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const last = buttons.length;
    const to = {
      ArrowRight: current === last ? 0 : current + 1,
      ArrowLeft: current === 0 ? last : current - 1,
      Home: 0,
      End: last,
    }[logicalKey(event.key)];
    if (to === undefined) return;
    event.preventDefault();
    setCurrent(to);
    event.currentTarget.querySelectorAll<HTMLElement>("button")[to]?.focus();
  };
  return (
    <div role="toolbar" tabIndex={-1} aria-label={t`Format`} className="editor-tools" onKeyDown={onKeyDown}>
      {buttons.map(({ format, icon, key }, index) => (
        <button
          key={format}
          type="button"
          className="round"
          disabled={disabled}
          tabIndex={index === current ? 0 : -1}
          aria-label={label(format)}
          aria-keyshortcuts={key === undefined ? undefined : `Control+${key.toUpperCase()}`}
          title={key === undefined ? label(format) : t`${label(format)} (Ctrl+${key.toUpperCase()})`}
          onFocus={() => setCurrent(index)}
          onClick={() => area.current !== null && applyFormat(area.current, format)}
        >
          <Icon name={icon} size={20} />
        </button>
      ))}
      <button
        type="button"
        className="round"
        disabled={disabled}
        tabIndex={current === buttons.length ? 0 : -1}
        aria-label={t`Image`}
        title={t`Image: choose, paste or drop one`}
        onFocus={() => setCurrent(buttons.length)}
        onClick={onImage}
      >
        <Icon name="photo" size={20} />
      </button>
    </div>
  );
}
