import { type ReactNode, useState } from "react";
import { errorMessage } from "../api/problem";
import { t } from "../i18n/text";
import { Modal } from "./Modal";

interface Props {
  title: string;
  children: ReactNode;
  /** The verb on the button, such as "Delete". */
  action: string;
  pendingText?: string;
  onConfirm: () => unknown;
  onClose: () => void;
}

/** Asks before something that can't be undone. It closes when `onConfirm` is through and stays open with an error. */
export function ConfirmDialog({ title, children, action, pendingText, onConfirm, onClose }: Props) {
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const confirm = async () => {
    if (pending) return;
    setPending(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (caught) {
      setError(caught);
      setPending(false);
    }
  };
  return (
    <Modal label={title} className="sheet" onClose={onClose}>
      <h2>{title}</h2>
      <p>{children}</p>
      <div role="alert">{error !== null && <p className="error">{errorMessage(error)}</p>}</div>
      <div className="sheet-actions">
        <button type="button" className="button quiet" onClick={onClose}>
          {t`Cancel`}
        </button>
        <button type="button" className="button danger" aria-disabled={pending} onClick={() => void confirm()}>
          {pending ? (pendingText ?? action) : action}
        </button>
      </div>
    </Modal>
  );
}
