import { api, unwrap } from "../api/client";
import { ownerOfPush, setOwnerOfPush } from "./owner";

/** How long a worker may take to be there that the app registers at its start. */
const workerTimeout = 10_000;

/** Whether this browser can be sent messages while the app is closed. */
export const supportsPush = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** The key with which a browser subscribes; null while push is off at the server. */
export const fetchPushKey = async (): Promise<string | null> => (await unwrap(api.GET("/api/push/key"))).key;

/** The subscription of this browser, if there is one. */
export async function findSubscription(): Promise<PushSubscription | null> {
  if (!supportsPush()) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Subscribes this browser and tells the server; the browser must have been allowed to show notifications. */
export async function subscribe(key: string, me: string): Promise<void> {
  const { pushManager } = await findWorker();
  const known = await pushManager.getSubscription();
  // One with another key can be sent nothing any more, and keeps a new one from being made.
  const isUsable = known !== null && keyOf(known) === key;
  if (known !== null && !isUsable) await known.unsubscribe();
  const subscription = isUsable
    ? known
    : await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  try {
    await confirm(subscription);
  } catch (error) {
    // Nobody would send to it, and the page would say that there is one.
    if (!isUsable) await subscription.unsubscribe();
    throw error;
  }
  setOwnerOfPush(me);
}

/** Tells the server of the subscription. */
async function confirm(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  const body = { endpoint: endpoint ?? null, keys: { p256dh: keys?.p256dh ?? null, auth: keys?.auth ?? null } };
  await unwrap(api.PUT("/api/push/subscription", { body }));
}

/** Ends the subscription at this browser, and at the server as long as there is a session. */
export async function unsubscribe(): Promise<void> {
  const subscription = await findSubscription();
  await subscription?.unsubscribe();
  setOwnerOfPush(null);
  if (subscription === null) return;
  // Otherwise the server hears of it by the answer to its next message.
  await forget(subscription).catch(() => undefined);
}

/** Has the server send nothing more to this browser, before a log-out: afterwards it could not be asked. */
export async function unsubscribeAtServer(): Promise<void> {
  const subscription = await findSubscription();
  if (subscription !== null) await forget(subscription);
}

const forget = ({ endpoint }: PushSubscription) => unwrap(api.DELETE("/api/push/subscription", { body: { endpoint } }));

/** Ends what nobody at this browser wants any more: its person logged out, or somebody else logged in. */
export async function removeOtherSubscription(me: string | null): Promise<void> {
  const owner = ownerOfPush();
  if (owner === null || owner === me) return;
  await (await findSubscription())?.unsubscribe();
  setOwnerOfPush(null);
}

/** Says again that this browser has its subscription, since browsers replace them and servers change their key. */
export async function renewSubscription(me: string): Promise<void> {
  if (ownerOfPush() !== me || !supportsPush()) return;
  if (Notification.permission !== "granted") return setOwnerOfPush(null);
  const key = await fetchPushKey();
  if (key !== null) await subscribe(key, me);
}

function findWorker(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, workerTimeout, new Error("No service worker.")));
  return Promise.race([navigator.serviceWorker.ready, late]);
}

/** Its server's key in base64url. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0));
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/u, "");
}
