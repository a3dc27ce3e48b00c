import { useCallback, useEffect, useState } from "react";
import { fetchBlob } from "../api/client";

export interface BlobUrl {
  /** Object URL of the loaded bytes; null until then. */
  url: string | null;
  failed: boolean;
  retry: () => void;
}

/** Loads what the API gives to the logged-in user only. The object URL is valid while the component shows it. */
export function useBlobUrl(path: string): BlobUrl {
  const [loaded, setLoaded] = useState<{ path: string; url: string | null } | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads the same path again
  useEffect(() => {
    const leaving = new AbortController();
    let url: string | null = null;
    setLoaded(null);
    fetchBlob(path, leaving.signal).then(
      (blob) => {
        if (leaving.signal.aborted) return;
        url = URL.createObjectURL(blob);
        setLoaded({ path, url });
      },
      () => {
        if (!leaving.signal.aborted) setLoaded({ path, url: null });
      },
    );
    return () => {
      leaving.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [path, attempt]);
  const current = loaded?.path === path ? loaded : null;
  const retry = useCallback(() => setAttempt((before) => before + 1), []);
  return { url: current?.url ?? null, failed: current !== null && current.url === null, retry };
}
