import { router } from "../routes";
import { session } from "../session/browser";
import type { WorkerMessage } from "./message";
import { ownerOfPush } from "./owner";
import { removeOtherSubscription, renewSubscription } from "./subscription";
import { keepPushTexts } from "./texts";

/** Keeps this browser's subscription that of the logged-in user, and goes where a clicked notification leads. */
export function startPush(): void {
  let person: string | null | undefined;
  const follow = () => {
    const { state } = session;
    if (state.kind !== "signedIn" && state.kind !== "signedOut") return;
    const me = state.kind === "signedIn" ? state.me.id : null;
    if (me === person) return;
    person = me;
    void keep(me);
  };
  session.subscribe(follow);
  follow();
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
    if (data.kind === "open") void router.navigate(data.path);
    else if (person != null) void keep(person);
  });
}

/** What fails is tried again at the next start. */
async function keep(me: string | null): Promise<void> {
  try {
    await removeOtherSubscription(me);
    if (me === null || ownerOfPush() !== me) return;
    await keepPushTexts();
    await renewSubscription(me);
  } catch {
    // As above.
  }
}
