import type { QueryClient } from "@tanstack/react-query";
import { whenIdle } from "../ui/whenIdle";

/** The worker takes every file of the build once more: not while the first page still waits for its answers and photos. */
const afterFirstPage = 1_000;

/** What makes the app work without a network, loaded when the first page is there. */
export function startOffline(client: QueryClient): void {
  whenIdle(() => setTimeout(() => load(client), afterFirstPage));
}

function load(client: QueryClient): void {
  // Without this chunk the app works as long as there is a network; the next load tries again.
  import("./keepLastFeed").then(({ keepLastFeed }) => keepLastFeed(client)).catch(() => undefined);
  // Vite's development server has no build to keep.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Refused where storage is blocked.
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
  import("../push/start").then(({ startPush }) => startPush()).catch(() => undefined);
}
