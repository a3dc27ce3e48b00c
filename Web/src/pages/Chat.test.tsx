// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { beforeEach, expect, it, vi } from "vitest";
import { author, message, messages, room } from "../chat/testMessages";
import { ada, network, page, renderApp } from "../testing/app";
import { Chat } from "./Chat";
import { Join } from "./Join";

beforeEach(() => vi.stubGlobal("matchMedia", () => ({ matches: false })));

const member = { id: ada.id, user: ada, role: "owner", joinedAt: ada.createdAt, readSequence: 0, online: true };
const members = page([{ ...member, lastSeen: null, folded: false }]);

const renderChat = (path: string) =>
  renderApp(
    <Routes>
      <Route path="/chat/:roomId?" element={<Chat />} />
      <Route path="/join/:token" element={<Join />} />
    </Routes>,
    path,
  );

it("lists rooms, those written to last first, with their unread messages", async () => {
  const old = room("a", { lastMessage: message(1, { sentAt: "2026-11-01T10:00:00Z" }), unread: 3 });
  const direct = room("b", { direct: true, peer: author("bob"), lastMessage: message(2, { deleted: true, text: "" }) });
  network({ "GET /api/rooms": () => ({ body: page([old, direct]) }) });
  renderChat("/chat");
  const links = await screen.findAllByRole("link");
  expect(links[0]?.textContent).toMatch(/BOB.*Message deleted/u);
  expect(links[1]?.textContent).toMatch(/Room a.*BOB: .*Text 1.*3 unread/u);
});

it("sends what was on its way when the page was left, without opening its room", async () => {
  const onItsWay = {
    id: "m1",
    text: "On my way",
    photos: [],
    replyTo: null,
    sentAt: "2026-11-01T10:00:00Z",
    state: "sending",
    error: null,
  };
  localStorage.setItem(`social.draft.${ada.id}/outbox/left`, JSON.stringify([onItsWay]));
  const left = room("left", { lastMessage: message(1) });
  const sent = network({
    "GET /api/rooms": () => ({ body: page([left]) }),
    "POST /api/rooms/left/messages": () => ({ body: message(2, { id: "m1", text: "On my way", sender: ada }) }),
  });
  renderChat("/chat");
  await waitFor(() => expect(sent).toContain("POST /api/rooms/left/messages"));
  await screen.findByText(/Text 1/u);
  await waitFor(() => expect(screen.queryByText("Not sent yet")).toBeNull());
});

it("says that there are no conversations, and offers the first", async () => {
  network({ "GET /api/rooms": () => ({ body: page([]) }) });
  renderChat("/chat");
  await screen.findByRole("heading", { name: "No conversations yet" });
  expect(screen.getAllByRole("button", { name: "New message" })).toHaveLength(2);
});

it("shows why the list is missing, and loads it on request", async () => {
  let fails = true;
  network({ "GET /api/rooms": () => (fails ? { status: 403 } : { body: page([room("a")]) }) });
  renderChat("/chat");
  const retry = await screen.findByRole("button", { name: "Try again" });
  fails = false;
  await userEvent.click(retry);
  expect(await screen.findByText("Room a")).toBeTruthy();
});

it("shows a conversation and sends a message with Enter, not with Shift and Enter", async () => {
  const open = room("a", { lastSequence: 2, readSequence: 2, revision: 2 });
  const sent = network({
    "GET /api/rooms": () => ({ body: page([open]) }),
    "GET /api/rooms/a": () => ({ body: open }),
    "GET /api/rooms/a/members": () => ({ body: members }),
    "GET /api/rooms/a/messages": () => ({ body: page(messages(1, 2)) }),
    "POST /api/rooms/a/messages": () => ({ status: 503 }),
  });
  renderChat("/chat/a");
  await screen.findByText("Text 2");
  const field = screen.getByRole("textbox", { name: "Message" });
  await userEvent.type(field, "One{Shift>}{Enter}{/Shift}two");
  expect(sent).not.toContain("POST /api/rooms/a/messages");
  await userEvent.type(field, "{Enter}");
  expect(await screen.findByRole("button", { name: "Retry" })).toBeTruthy();
  expect(screen.getByText("Not sent yet")).toBeTruthy();
  expect(sent).toContain("POST /api/rooms/a/messages");
});

it("sends a message by itself once there is a network again, and offers no retry meanwhile", async () => {
  const open = room("d", { lastSequence: 2, readSequence: 2, revision: 2 });
  let away = true;
  const sent = network({
    "GET /api/rooms": () => ({ body: page([open]) }),
    "GET /api/rooms/d": () => ({ body: open }),
    "GET /api/rooms/d/members": () => ({ body: members }),
    "GET /api/rooms/d/messages": () => ({ body: page(messages(1, 2)) }),
    "POST /api/rooms/d/messages": () =>
      away
        ? Promise.reject(new TypeError("Failed to fetch"))
        : { status: 201, body: message(3, { text: "Tunnel", sender: author(ada.id) }) },
  });
  renderChat("/chat/d");
  await screen.findByText("Text 2");
  await userEvent.type(screen.getByRole("textbox", { name: "Message" }), "Tunnel{Enter}");
  expect(await screen.findByText("Not sent. It will be sent once you are connected.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Retry" })).toBeNull();
  expect(screen.getByRole("button", { name: "Discard" })).toBeTruthy();
  away = false;
  dispatchEvent(new Event("online"));
  await waitFor(() => expect(screen.queryByText(/Not sent/u)).toBeNull());
  expect(sent.filter((one) => one === "POST /api/rooms/d/messages")).toHaveLength(2);
});

it("folds messages of people who are blocked until they are asked for", async () => {
  const open = room("c", { lastSequence: 1, readSequence: 1, revision: 1 });
  network({
    "GET /api/rooms": () => ({ body: page([open]) }),
    "GET /api/rooms/c": () => ({ body: open }),
    "GET /api/rooms/c/members": () => ({ body: members }),
    "GET /api/rooms/c/messages": () => ({ body: page([message(1, { folded: true, sender: null })]) }),
  });
  renderChat("/chat/c");
  await screen.findByText("1 message from someone blocked");
  expect(screen.queryByText("Text 1")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Show" }));
  expect(screen.getByText("Text 1")).toBeTruthy();
});

it("says that a room is not available", async () => {
  network({ "GET /api/rooms": () => ({ body: page([]) }) });
  renderChat("/chat/none");
  expect(await screen.findByRole("heading", { name: "This room isn't available" })).toBeTruthy();
});

it("shows where an invite leads, and joins", async () => {
  const sent = network({
    "GET /api/invites/t": () => ({ body: { name: "Loom", members: 3, expiresAt: "2026-12-01T00:00:00Z" } }),
    "POST /api/invites/t": () => ({ body: room("a") }),
  });
  renderChat("/join/t");
  await screen.findByRole("heading", { name: "Loom" });
  await userEvent.click(screen.getByRole("button", { name: "Join room" }));
  await waitFor(() => expect(sent).toContain("POST /api/invites/t"));
});

it("says that an invite is no longer valid", async () => {
  network({});
  renderChat("/join/old");
  expect(await screen.findByRole("heading", { name: "This invite is no longer valid" })).toBeTruthy();
});
