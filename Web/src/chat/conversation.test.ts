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

it("retries a failed message under the same id, also after a reload", async () => {
  const api = ports();
  api.send.mockRejectedValue(unreachable());
  const conversation = new Conversation("r", "me", api);
  await conversation.open();
  conversation.send("Hello", null);
  await vi.waitFor(() => expect(conversation.state.outbox[0]?.state).toBe("failed"));
  const id = conversation.state.outbox[0]?.id ?? "";

  const reloaded = new Conversation("r", "me", ports());
  expect(reloaded.state.outbox).toMatchObject([{ id, state: "failed", text: "Hello" }]);
  await reloaded.open();
  reloaded.retry(id);
  await vi.waitFor(() => expect(reloaded.state.outbox).toEqual([]));
  expect(reloaded.state.timeline.messages.at(-1)?.id).toBe(id);
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
  api.send.mockRejectedValue(unreachable());
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
  await vi.waitFor(() => expect(conversation.state.outbox[0]?.state).toBe("failed"));
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
