import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { whenIdle } from "../../ui/whenIdle";

/** Keeps the live line of the logged-in user open. Its code is loaded after the page, and nothing waits for it. */
export function useLiveLine(userId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let stopped = false;
    const start = () =>
      import("./start").then(({ startLive }) => {
        if (!stopped) stop = startLive(client, userId);
      });
    // Without the live line the pages poll; the next page that is opened tries again.
    const cancel = whenIdle(() => void start().catch(() => undefined));
    return () => {
      stopped = true;
      cancel();
      stop?.();
    };
  }, [client, userId]);
}
