// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from "vitest";
import { Problem, unreachable } from "../api/problem";
import { Conversation, type ConversationPorts } from "./conversation";
import { toPendingPhoto } from "./outbox";
import { author, message, messages } from "./testMessages";

const ports = () =>
  ({
    state: vi.fn(async () => ({ room: "r", sequence: 3, revision: 3, read: 3 })),
    list: vi.fn(async () => ({ items: messages(1, 3), next: null })),
    send: vi.fn(async (_room: string, { id, text }: { id: string; text: string }) =>
      message(4, { id, text, sender: author("me") }),
    ),
    edit: vi.fn(),
    remove: vi.fn(),
    react: vi.fn(),
    markRead: vi.fn(),
    find: () => undefined,
  }) as unknown as { [K in keyof ConversationPorts]: ReturnType<typeof vi.fn> } & ConversationPorts;

beforeEach(() => localStorage.clear());

it("shows a message at once and drops it from the outbox when it is in the room", async () => {
  const api = ports();
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("Hello", null);
  expect(conversation.state.outbox).toMatchObject([{ text: "Hello", state: "sending" }]);
  await vi.waitFor(() => expect(conversation.state.outbox).toEqual([]));
  expect(conversation.state.timeline.messages.at(-1)?.text).toBe("Hello");
});

it("retries a refused message under the same id, also after a reload, and only when asked to", async () => {
  const api = ports();
  api.send.mockRejectedValue(new Problem(503, "Unavailable."));
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("Hello", null);
  await vi.waitFor(() => expect(conversation.state.outbox[0]?.state).toBe("failed"));
  const id = conversation.state.outbox[0]?.id ?? "";
  conversation.reconnect();

  const again = ports();
  const reloaded = new Conversation("r", "me", again);
  expect(reloaded.state.outbox).toMatchObject([{ id, state: "failed", text: "Hello" }]);
  await reloaded.open();
  await settled();
  expect(api.send).toHaveBeenCalledOnce();
  expect(again.send).not.toHaveBeenCalled();
  reloaded.retry(id);
  await vi.waitFor(() => expect(reloaded.state.outbox).toEqual([]));
  expect(reloaded.state.timeline.messages.at(-1)?.id).toBe(id);
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));
const texts = (api: ReturnType<typeof ports>) => api.send.mock.calls.map((call) => call[1].text);
const waiting = async (api: ReturnType<typeof ports>) => {
  api.send.mockRejectedValue(unreachable());
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("One", null);
  conversation.send("Two", null);
  await vi.waitFor(() => expect(conversation.state.outbox.map(({ state }) => state)).toEqual(["waiting", "waiting"]));
  return conversation;
};

it("sends what had no network again by itself, in order and under the same ids", async () => {
  const api = ports();
  const conversation = await waiting(api);
  // Without the first one the second is not tried: it would arrive before it.
  expect(texts(api)).toEqual(["One"]);
  const ids = conversation.state.outbox.map(({ id }) => id);
  api.send.mockReset();
  api.send.mockImplementation(ports().send);
  conversation.reconnect();
  conversation.reconnect();
  await vi.waitFor(() => expect(conversation.state.outbox).toEqual([]));
  expect(texts(api)).toEqual(["One", "Two"]);
  expect(api.send.mock.calls.map((call) => call[1].id)).toEqual(ids);
});

it("sends what waited for the network before the next message, and after a reload", async () => {
  const api = ports();
  const conversation = await waiting(api);
  conversation.send("Three", null);
  await vi.waitFor(() => expect(conversation.state.outbox.map(({ state }) => state)).toEqual(Array(3).fill("waiting")));
  expect(texts(api)).toEqual(["One", "One"]);

  const again = ports();
  const reloaded = new Conversation("r", "me", again);
  expect(reloaded.state.outbox).toHaveLength(3);
  await reloaded.open();
  await vi.waitFor(() => expect(reloaded.state.outbox).toEqual([]));
  expect(texts(again)).toEqual(["One", "Two", "Three"]);
});

it("loads a room that could not be reached when there is a connection again", async () => {
  const api = ports();
  api.state.mockRejectedValueOnce(unreachable());
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  expect(conversation.state.status).toBe("failed");
  conversation.reconnect();
  await vi.waitFor(() => expect(conversation.state.status).toBe("ready"));
});

it("sends again what was on its way when the page was left", async () => {
  const api = ports();
  api.send.mockReturnValue(new Promise(() => undefined));
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("Hello", null);
  const id = conversation.state.outbox[0]?.id ?? "";

  const again = ports();
  const reloaded = new Conversation("r", "me", again);
  await reloaded.open();
  await vi.waitFor(() => expect(reloaded.state.outbox).toEqual([]));
  expect(again.send).toHaveBeenCalledOnce();
  expect(again.send.mock.calls[0]?.[1]).toMatchObject({ id, text: "Hello" });
});

it("sends a reply as a message of its own when the message it answers was deleted meanwhile", async () => {
  const api = ports();
  api.send.mockRejectedValueOnce(new Problem(422, "Invalid.", { replyTo: ["There is no such message in this room."] }));
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("Hello", message(2));
  await vi.waitFor(() => expect(conversation.state.outbox).toEqual([]));
  const [first, second] = api.send.mock.calls.map((call) => call[1]);
  expect(first).toMatchObject({ text: "Hello", replyTo: "m2" });
  expect(second).toEqual({ ...first, replyTo: null });
});

it("sends photos with their descriptions, and not without them when the browser did not keep them", async () => {
  const api = ports();
  api.send.mockRejectedValue(new Problem(503, "Unavailable."));
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  const file = new File(["x"], "hill.png", { type: "image/png" });
  conversation.send("", null, [toPendingPhoto(file, "A hill")]);
  await vi.waitFor(() => expect(conversation.state.outbox[0]?.state).toBe("failed"));
  expect(api.send.mock.calls[0]?.[1]).toMatchObject({ text: "", photos: [{ file, alt: "A hill" }] });

  const again = ports();
  const reloaded = new Conversation("r", "me", again);
  const lost = "This browser did not keep its photos.";
  await vi.waitFor(() => expect(reloaded.state.outbox[0]?.error).toBe(lost));
  reloaded.retry(reloaded.state.outbox[0]?.id ?? "");
  expect(reloaded.state.outbox[0]?.state).toBe("failed");
  expect(again.send).not.toHaveBeenCalled();
});

it("asks for what it lacks when the heartbeat is further", async () => {
  const api = ports();
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  api.list.mockResolvedValueOnce({ items: messages(4, 5), next: null });
  conversation.onState({ sequence: 5, revision: 5 });
  await vi.waitFor(() => expect(conversation.state.timeline.messages).toHaveLength(5));
  expect(api.list).toHaveBeenLastCalledWith("r", { after: 3 }, 100);

  api.list.mockResolvedValueOnce({ items: [message(2, { revision: 6, text: "Edited" })], next: null });
  conversation.onState({ sequence: 5, revision: 6 });
  await vi.waitFor(() => expect(conversation.state.timeline.messages[1]?.text).toBe("Edited"));
  expect(api.list).toHaveBeenLastCalledWith("r", { changedAfter: 5 }, 100);
});

it("quotes a changed message as it is now in an answer that waits to be sent", async () => {
  const api = ports();
  api.send.mockRejectedValue(unreachable());
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("Hello", message(2));
  await vi.waitFor(() => expect(conversation.state.outbox[0]?.state).toBe("waiting"));
  expect(conversation.state.outbox[0]?.replyTo?.sender?.id).toBe("bob");
  api.list.mockResolvedValueOnce({ items: [message(2, { revision: 4, sender: null })], next: null });
  conversation.onState({ sequence: 3, revision: 4 });
  await vi.waitFor(() => expect(conversation.state.outbox[0]?.replyTo?.sender).toBeNull());
  expect(new Conversation("r", "me", ports()).state.outbox[0]?.replyTo?.sender).toBeNull();
});

it("opens at the first unread message when many are unread", async () => {
  const api = ports();
  api.state.mockResolvedValue({ room: "r", sequence: 500, revision: 500, read: 100 });
  await new Conversation("r", "me", api).open();
  expect(api.list).toHaveBeenLastCalledWith("r", { around: 101 }, 50);
});

it("rolls a refused reaction back", async () => {
  const api = ports();
  api.react.mockRejectedValue(unreachable());
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  const reacting = conversation.react("m1", "👍", true);
  expect(conversation.state.timeline.messages[0]?.reactions).toHaveLength(1);
  await expect(reacting).rejects.toThrow();
  expect(conversation.state.timeline.messages[0]?.reactions).toEqual([]);
});
