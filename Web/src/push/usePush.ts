import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMe } from "../session/browser";
import { ownerOfPush } from "./owner";
import { fetchPushKey, findSubscription, subscribe, supportsPush, unsubscribe } from "./subscription";
import { keepPushTexts } from "./texts";

const queryKey = ["push"];

interface PushState {
  /** Of the server; null while it sends nothing. */
  key: string | null;
  permission: NotificationPermission;
  subscribed: boolean;
}

async function readState(me: string): Promise<PushState> {
  const [key, subscription] = await Promise.all([fetchPushKey(), findSubscription()]);
  const subscribed = subscription !== null && ownerOfPush() === me;
  return { key, permission: Notification.permission, subscribed };
}

/** Whether this browser is told of notifications while the app is closed, and how to change that. */
export function usePush() {
  const me = useMe().id;
  const client = useQueryClient();
  const isSupported = supportsPush();
  const state = useQuery({ queryKey, queryFn: () => readState(me), enabled: isSupported, staleTime: 0 });
  const change = useMutation({
    /** From a click: browsers ask for permission only then. */
    mutationFn: async ({ on, key }: { on: boolean; key: string }) => {
      if (!on) return unsubscribe();
      if ((await Notification.requestPermission()) !== "granted") return;
      await keepPushTexts();
      await subscribe(key, me);
    },
    onSettled: () => client.invalidateQueries({ queryKey }),
  });
  return { isSupported, state, change };
}
