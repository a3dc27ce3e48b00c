import type { ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";
import { t } from "../i18n/text";
import { Icon } from "./Icon";

/** A heading with a back button, which goes to `to` when there is no history. */
export function BackLink({ children, to = "/" }: { children: ReactNode; to?: string }) {
  const navigate = useNavigate();
  const { key } = useLocation();
  return (
    <span className="back">
      <button
        type="button"
        className="round"
        aria-label={t`Back`}
        onClick={() => (key === "default" ? navigate(to) : navigate(-1))}
      >
        <Icon name="left" />
      </button>
      <span>{children}</span>
    </span>
  );
}
