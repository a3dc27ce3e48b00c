import { useEffect, useRef } from "react";
import { useLocation, useNavigate } from "react-router";

interface Opened {
  /** The address of the first photo: it names the group of photos that is open. */
  photos: string;
  at: number;
}

function opened(state: unknown): Opened | null {
  if (typeof state !== "object" || state === null || !("photos" in state) || !("at" in state)) return null;
  const { photos, at } = state;
  return typeof photos === "string" && typeof at === "number" ? { photos, at } : null;
}

/** Whether a group of photos is open in the lightbox. That is an entry of the history, so that Back closes it. */
export function useLightbox(photos: string) {
  const location = useLocation();
  const navigate = useNavigate();
  const now = opened(location.state);
  const start = now?.photos === photos ? now.at : null;
  const closing = useRef("");
  useEffect(() => {
    // Forward shows the entry again, and then it can be closed again.
    if (start === null) closing.current = "";
  }, [start]);
  return {
    start,
    open: (at: number) => navigate(location, { state: { photos, at }, preventScrollReset: true }),
    // Once per entry: going back takes a moment, and a second step would leave the page.
    close: () => {
      if (closing.current === location.key) return;
      closing.current = location.key;
      navigate(-1);
    },
  };
}
