import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  label: string;
  className: string;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own dialog: it keeps the focus inside, gives it back, and closes on Escape. */
export function Modal({ label, className, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    // An opener may have re-rendered meanwhile: remember what to give the focus back to.
    const opener = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    shown?.showModal();
    document.documentElement.classList.add("still");
    return () => {
      shown?.close();
      document.documentElement.classList.remove("still");
      opener?.focus({ preventScroll: true });
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog; the click is for a mouse beside it
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
    </dialog>
  );
}
