import { t } from "../i18n/text";
import { useOnline } from "./useOnline";

/** Says that the browser has lost its network, above the page that is open. */
export function OfflineLine() {
  const online = useOnline();
  return (
    <div className="offline-line" role="status">
      {!online && <p>{t`You are offline.`}</p>}
    </div>
  );
}
