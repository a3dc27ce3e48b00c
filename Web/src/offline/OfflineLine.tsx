import { useOnline } from "./useOnline";

/** Says that the browser has lost its network, above the page that is open. */
export function OfflineLine() {
  const online = useOnline();
  return (
    <div className="offline-line" role="status">
      {!online && <p>You are offline.</p>}
    </div>
  );
}
