import { type ReactNode, useEffect, useRef } from "react";
import { Announcer } from "./Announcer";
import { focusFallback } from "./focus";
import { modalOpened } from "./modals";

interface Props {
  label: string;
  className: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A native modal dialog: it traps focus, restores it, and closes on Escape. At first the focus is on the element with `data-autofocus`,
 * or else on the first that can have it.
 */
export function Modal({ label, className, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    // Remembered now, because focus is in the dialog when it closes.
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    shown?.showModal();
    // React focuses fields with autoFocus before this, when a dialog that is not shown cannot have the focus yet.
    shown?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    const closed = modalOpened();
    return () => {
      shown?.close();
      closed();
      opener?.focus({ preventScroll: true });
      focusFallback();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; the click is on the backdrop
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      {children}
      <Announcer inModal />
    </dialog>
  );
}
