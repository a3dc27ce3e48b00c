import type { QueryClient } from "@tanstack/react-query";

/** What makes the app work without a network, loaded when the first page is there. */
export function startOffline(client: QueryClient): void {
  if (document.readyState === "complete") load(client);
  else addEventListener("load", () => load(client), { once: true });
}

function load(client: QueryClient): void {
  // Without this chunk the app works as long as there is a network; the next load tries again.
  import("./keepLastFeed").then(({ keepLastFeed }) => keepLastFeed(client)).catch(() => undefined);
  // Vite's development server has no build to keep.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Refused where storage is blocked.
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
}
