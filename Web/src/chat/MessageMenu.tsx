import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import type { ChatMessage } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { isMirrored, logicalKey } from "../ui/direction";
import { Icon, type IconName } from "../ui/Icon";

/** What one can react with; the API takes no other. */
const emojis = ["👍", "❤️", "😂", "😮", "😢", "🎉", "🙏", "🔥"] as const;

interface Props {
  message: ChatMessage;
  name: string;
  own: boolean;
  deletable: boolean;
  onReact: (emoji: string, on: boolean) => void;
  onReply: (message: ChatMessage) => void;
  onEdit: (message: ChatMessage) => void;
  onDelete: (message: ChatMessage) => void;
}

/** The "…" menu of a message: reactions in a row, and actions. It is a popover, so the list does not cut it off. */
export function MessageMenu({ message, name, own, deletable, onReact, onReply, onEdit, onDelete }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const close = () => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  useEffect(() => {
    const shown = menu.current;
    if (!open || shown === null) return;
    shown.showPopover?.();
    place(shown, button.current);
    shown.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
    const outside = (event: Event) => {
      if (event.target instanceof Node && !shown.contains(event.target) && !button.current?.contains(event.target))
        setOpen(false);
    };
    const scrolled = () => setOpen(false);
    const view = button.current?.closest(".chat-scroll");
    document.addEventListener("pointerdown", outside);
    view?.addEventListener("scroll", scrolled);
    return () => {
      document.removeEventListener("pointerdown", outside);
      view?.removeEventListener("scroll", scrolled);
    };
  }, [open]);
  const select = (action: () => void) => () => {
    close();
    action();
  };
  const copy = async () => {
    await navigator.clipboard.writeText(message.text);
    notify(t`Text copied.`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = [...(menu.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = all.findIndex((item) => item.matches(":focus"));
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[logicalKey(event.key)];
    const to = step === undefined ? { Home: 0, End: all.length - 1 }[event.key] : (at + step + all.length) % all.length;
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      setOpen(false);
    } else if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    }
  };
  const item = (label: string, icon: IconName, action: () => void, danger = false) => (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={danger ? "menu-item danger" : "menu-item"}
      onClick={select(action)}
    >
      <Icon name={icon} size={18} />
      {label}
    </button>
  );
  return (
    <>
      <button
        ref={button}
        type="button"
        className="round small"
        aria-label={t`React and more, message by ${name}`}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon name="more" size={20} />
      </button>
      {open && (
        <div
          ref={menu}
          id={id}
          popover="manual"
          role="menu"
          tabIndex={-1}
          className="menu-items chat-menu"
          aria-label={t`Message by ${name}`}
          onKeyDown={onKeyDown}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: a group of menu items is no fieldset */}
          <div role="group" aria-label={t`React`} className="chat-emojis">
            {emojis.map((emoji) => {
              const mine = message.reactions.some((one) => one.emoji === emoji && one.mine);
              return (
                <button
                  key={emoji}
                  type="button"
                  role="menuitemcheckbox"
                  aria-checked={mine}
                  tabIndex={-1}
                  onClick={select(() => onReact(emoji, !mine))}
                >
                  {emoji}
                </button>
              );
            })}
          </div>
          {item(t`Reply`, "reply", () => onReply(message))}
          {item(t`Copy text`, "copy", () => void copy().catch(() => notify(t`The text couldn't be copied.`, true)))}
          {own && item(t`Edit`, "edit", () => onEdit(message))}
          {deletable && item(t`Delete`, "trash", () => onDelete(message), true)}
        </div>
      )}
    </>
  );
}

const margin = 8;

/** Beside its button, and inside the window whatever its size. */
function place(menu: HTMLElement, button: HTMLElement | null): void {
  if (button === null) return;
  const at = button.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = at.bottom + 4 + height <= innerHeight - margin;
  const top = below ? at.bottom + 4 : Math.max(margin, at.top - height - 4);
  const wanted = isMirrored() ? at.left : at.right - width;
  const left = Math.min(Math.max(margin, wanted), innerWidth - width - margin);
  Object.assign(menu.style, { top: `${top}px`, left: `${Math.max(margin, left)}px` });
}
