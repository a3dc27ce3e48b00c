import type { ReactNode } from "react";

interface Props {
  className?: string;
  disabled?: boolean;
  /** While true the button shows `pendingText` and cannot be clicked. */
  pending: boolean;
  pendingText: string;
  children: ReactNode;
}

/** The submit button of a form. It is `aria-disabled` instead of `disabled`, which would lose the focus. */
export function SubmitButton({ className = "button", disabled = false, pending, pendingText, children }: Props) {
  const inactive = disabled || pending;
  return (
    <button
      type="submit"
      className={className}
      aria-disabled={inactive}
      onClick={(event) => inactive && event.preventDefault()}
    >
      {pending ? pendingText : children}
    </button>
  );
}
