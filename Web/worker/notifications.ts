import {
  type PushMessage,
  type PushTexts,
  pushPath,
  pushText,
  readMessage,
  textsCache,
  textsPath,
  type WorkerMessage,
} from "../src/push/message.ts";

const title = "Social";
const icon = "/favicon.svg";
/** Where one leads that this worker cannot read, such as one of a later version. */
const listPath = "/notifications";

/** Shows what push services send, and opens what is clicked. */
export function startNotifications(worker: ServiceWorkerGlobalScope): void {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, read(event.data))));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data));
  });
  worker.addEventListener("pushsubscriptionchange", (event) =>
    // Older type definitions know no members of this event.
    event.waitUntil(resubscribe(worker, event as ExtendableEvent & SubscriptionChange)),
  );
}

interface SubscriptionChange {
  readonly oldSubscription?: PushSubscription | null;
  readonly newSubscription?: PushSubscription | null;
}

function read(data: PushMessageData | null): PushMessage | undefined {
  try {
    return readMessage(data?.json());
  } catch {
    return undefined;
  }
}

async function show(worker: ServiceWorkerGlobalScope, message: PushMessage | undefined): Promise<void> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  // While it is looked at, the app itself shows what is new.
  if (windows.some((window) => window.focused)) return;
  const path = message === undefined ? listPath : pushPath(message);
  const body = pushText(message, await findTexts());
  // Of one group there is one notification; that it grew does not ring again.
  await worker.registration.showNotification(title, { body, icon, tag: message?.id ?? "social", data: path });
}

async function findTexts(): Promise<PushTexts | undefined> {
  try {
    const cache = await caches.open(textsCache);
    return await (await cache.match(textsPath))?.json();
  } catch {
    return undefined;
  }
}

/** Goes there in a window that is open, or in a new one. Only this app's own pages. */
async function open(worker: ServiceWorkerGlobalScope, data: unknown): Promise<void> {
  const url = new URL(typeof data === "string" ? data : listPath, worker.location.origin);
  if (url.origin !== worker.location.origin) return;
  const path = url.pathname + url.search + url.hash;
  const windows = await worker.clients.matchAll({ type: "window" });
  const [window] = windows;
  if (window === undefined) {
    await worker.clients.openWindow(path);
    return;
  }
  // The app goes there by itself, so that nothing is lost that was begun on its page.
  post(window, { kind: "open", path });
  await window.focus();
}

/** The browser replaced the subscription: the app, which alone has a session, tells the server, now or when it is opened. */
async function resubscribe(worker: ServiceWorkerGlobalScope, event: SubscriptionChange): Promise<void> {
  const options = event.oldSubscription?.options;
  if (event.newSubscription == null && options?.applicationServerKey != null)
    await worker.registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: options.applicationServerKey,
    });
  for (const window of await worker.clients.matchAll({ type: "window" })) post(window, { kind: "push-changed" });
}

const post = (window: WindowClient, message: WorkerMessage) => window.postMessage(message);
