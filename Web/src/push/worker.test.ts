import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { pushTexts } from "./texts";

interface WorkerEvent {
  data?: { json: () => unknown } | null;
  notification?: { close: () => void; data: unknown };
  oldSubscription?: unknown;
  waitUntil: (done: Promise<void>) => void;
}

const id = "01935fe0-1d40-7a6c-9b1e-3c5d7e9f1a24";
const other = "01935fe0-1d40-7a6c-9b1e-3c5d7e9f1a25";
const message = { id, kind: "like", actor: { name: "Ada", username: "ada" }, people: 1, postId: other };

let listeners: Record<string, (event: WorkerEvent) => void>;
let windows: { focused: boolean; focus: () => Promise<void>; postMessage: (message: unknown) => void }[];
const shown = vi.fn(async (_title: string, _options: Record<string, unknown>) => undefined);
const openWindow = vi.fn(async (_path: string) => null);
const subscribe = vi.fn(async (_options: unknown) => null);
const posted = vi.fn();
const focus = vi.fn(async () => undefined);

beforeEach(async () => {
  listeners = {};
  windows = [];
  vi.stubGlobal("caches", { open: async () => ({ match: async () => Response.json(pushTexts()) }) });
  const worker = {
    addEventListener: (type: string, listener: (event: WorkerEvent) => void) => {
      listeners[type] = listener;
    },
    location: { origin: "https://social.test" },
    registration: { showNotification: shown, pushManager: { subscribe } },
    clients: { matchAll: async () => windows, openWindow },
  };
  // The worker's code is checked with types of its own.
  const path = "../../worker/notifications.ts";
  (await import(/* @vite-ignore */ path)).startNotifications(worker);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.clearAllMocks();
});

async function dispatch(type: string, event: Omit<WorkerEvent, "waitUntil">): Promise<void> {
  let done: Promise<void> = Promise.resolve();
  listeners[type]?.({ ...event, waitUntil: (promise) => (done = promise) });
  await done;
}

const push = (data: unknown) => dispatch("push", { data: { json: () => data } });
const click = (data: unknown) => dispatch("notificationclick", { notification: { close: () => undefined, data } });
const addWindow = (focused: boolean) => windows.push({ focused, focus, postMessage: posted });

it("shows who did what, one notification for each group", async () => {
  await push(message);
  expect(shown).toHaveBeenCalledWith("Social", {
    body: "Ada liked your post",
    icon: "/favicon.svg",
    tag: id,
    data: `/post/${other}`,
  });
});

it.each([
  [2, "Ada and 1 other liked your post"],
  [3, "Ada and 2 others liked your post"],
  [1_201, "Ada and 1,200 others liked your post"],
])("says that %i did it", async (people, body) => {
  await push({ ...message, people });
  expect(shown.mock.calls[0]?.[1]).toMatchObject({ body });
});

it.each([
  [{ ...message, kind: "follow", postId: undefined }, "/@ada"],
  [
    { ...message, kind: "answer", postId: undefined, questionId: other, answerId: id },
    `/questions/${other}#answer-${id}`,
  ],
  [{ ...message, kind: "chat_mention", postId: undefined, roomId: other }, `/chat/${other}`],
])("leads to what it is about: %#", async (data, path) => {
  await push(data);
  expect(shown.mock.calls[0]?.[1]).toMatchObject({ data: path });
});

it("puts a name in as it is", async () => {
  await push({ ...message, actor: { name: "{count} $& {name}", username: "ada" }, people: 2 });
  expect(shown.mock.calls[0]?.[1]).toMatchObject({ body: "{count} $& {name} and 1 other liked your post" });
});

it("tells of what it does not know, too", async () => {
  await push({ ...message, kind: "later" });
  expect(shown.mock.calls[0]?.[1]).toMatchObject({ body: "There is something new from Ada" });
  vi.stubGlobal("caches", { open: () => Promise.reject(new Error("Blocked.")) });
  await push(message);
  expect(shown.mock.calls[1]?.[1]).toMatchObject({ body: "Ada" });
});

it.each([
  null,
  "text",
  {},
  { ...message, postId: "//evil.test" },
  { ...message, actor: { name: "A", username: "../x" } },
])("leads to the list what is no message of ours: %j", async (data) => {
  await push(data);
  expect(shown).toHaveBeenCalledWith("Social", {
    body: "There is something new",
    icon: "/favicon.svg",
    tag: "social",
    data: "/notifications",
  });
});

it("shows nothing while the app is looked at", async () => {
  addWindow(false);
  addWindow(true);
  await push(message);
  expect(shown).not.toHaveBeenCalled();
});

it("goes there in a window that is open, by the app itself", async () => {
  addWindow(false);
  await click("/post/1");
  expect(posted).toHaveBeenCalledWith({ kind: "open", path: "/post/1" });
  expect(focus).toHaveBeenCalledOnce();
  expect(openWindow).not.toHaveBeenCalled();
});

it("opens a window when there is none, of this app only", async () => {
  await click("/post/1#answer");
  expect(openWindow).toHaveBeenCalledWith("/post/1#answer");
  openWindow.mockClear();
  await click("https://evil.test/");
  await click("//evil.test/");
  expect(openWindow).not.toHaveBeenCalled();
});

it("subscribes again when the browser drops a subscription, and has the app tell the server", async () => {
  addWindow(false);
  const applicationServerKey = new ArrayBuffer(3);
  await dispatch("pushsubscriptionchange", { oldSubscription: { options: { applicationServerKey } } });
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey });
  expect(posted).toHaveBeenCalledWith({ kind: "push-changed" });
});
