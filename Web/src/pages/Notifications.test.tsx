// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Notification } from "../api/types";
import { ada, network, page, renderApp } from "../testing/app";
import { Notifications } from "./Notifications";
import { actorNames, notificationUrl, notificationVerb } from "./notificationText";

const like: Notification = {
  id: "n1",
  kind: "like",
  actors: [
    { ...ada, id: "a", displayName: "Bob" },
    { ...ada, id: "b", displayName: "Carol" },
  ],
  others: 3,
  post: { id: "p1", excerpt: "Hello hills", thumbnailUrl: null },
  question: null,
  room: null,
  commentId: null,
  answerId: null,
  createdAt: "2026-11-01T00:00:00Z",
  read: false,
};

it("groups actors and marks what is shown as read", async () => {
  const sent = network({
    "GET /api/notifications": () => ({ body: page([like]) }),
    "POST /api/notifications/read": () => ({ status: 204 }),
  });
  renderApp(<Notifications />);
  expect(await screen.findByText("Bob, Carol and 3 others")).toBeTruthy();
  expect(screen.getByRole("link", { name: /liked your post/u }).getAttribute("href")).toBe("/post/p1");
  await waitFor(() => expect(sent).toContain("POST /api/notifications/read"));
});

it("marks nothing when everything was read", async () => {
  const sent = network({ "GET /api/notifications": () => ({ body: page([{ ...like, read: true }]) }) });
  renderApp(<Notifications />);
  await screen.findByText("Bob, Carol and 3 others");
  expect(sent).not.toContain("POST /api/notifications/read");
});

it("says that there are none", async () => {
  network({ "GET /api/notifications": () => ({ body: page([]) }) });
  renderApp(<Notifications />);
  expect(await screen.findByRole("heading", { name: "No notifications yet" })).toBeTruthy();
});

it("names one, two and more actors", () => {
  const actors = like.actors;
  expect(actorNames({ actors: actors.slice(0, 1), others: 0 })).toBe("Bob");
  expect(actorNames({ actors, others: 0 })).toBe("Bob and Carol");
  expect(actorNames({ actors, others: 1 })).toBe("Bob, Carol and 1 other");
});

it("leads to the follower's profile", () => {
  expect(notificationUrl({ ...like, kind: "follow", post: null })).toBe("/@ada");
});

it("names what happened to a question and leads there", () => {
  const about = { ...like, post: null, question: { id: "q1", title: "How?", mine: false } };
  expect(notificationVerb({ ...about, kind: "vote" })).toBe("voted for your question");
  expect(notificationVerb({ ...about, kind: "vote", answerId: "a1" })).toBe("voted for your answer");
  expect(notificationVerb({ ...about, kind: "answer", answerId: "a1" })).toBe("answered a question you follow");
  const asked = { ...about, question: { ...about.question, mine: true } };
  expect(notificationVerb({ ...asked, kind: "answer", answerId: "a1" })).toBe("answered your question");
  expect(notificationUrl({ ...about, kind: "accepted", answerId: "a1" })).toBe("/questions/q1#answer-a1");
  expect(notificationUrl({ ...about, kind: "question" })).toBe("/questions/q1");
});

it("leads from a mention in a room to the message", () => {
  const room = { id: "r1", name: "Loom", messageId: "m7", sequence: 7, excerpt: "Look, @ada" };
  const mention = { ...like, kind: "chat_mention", post: null, room };
  expect(notificationVerb(mention)).toBe("mentioned you in Loom");
  expect(notificationVerb({ ...mention, room: { ...room, name: "" } })).toBe("mentioned you in a chat");
  expect(notificationUrl(mention)).toBe("/chat/r1?message=7");
});

it("gives a follower's sign no style of a follow button", async () => {
  network({ "GET /api/notifications": () => ({ body: page([{ ...like, kind: "follow", post: null, read: true }]) }) });
  renderApp(<Notifications />);
  const row = await screen.findByRole("link", { name: /followed you/u });
  expect(row.querySelector(".notification-kind")?.className).toBe("notification-kind");
});
