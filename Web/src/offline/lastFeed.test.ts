// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it } from "vitest";
import { queries } from "../queries";
import { session } from "../session/browser";
import { ada, post } from "../testing/app";
import { loadLastFeed, saveLastFeed } from "./lastFeed";

const answer = (user = ada) => ({ accessToken: "a", expiresAt: new Date(Date.now() + 600_000).toISOString(), user });
const bob = { ...ada, id: "00000000-0000-7000-8000-000000000002", username: "bob" };

beforeEach(() => {
  session.open(answer());
  saveLastFeed(ada.id, [post("1", "Kept")]);
});
afterEach(() => queries.clear());

it("keeps the newest posts of the user's feed", () => {
  expect(loadLastFeed()?.posts.map(({ text }) => text)).toEqual(["Kept"]);
  saveLastFeed(
    ada.id,
    Array.from({ length: 60 }, (_, at) => post(String(at), "")),
  );
  expect(loadLastFeed()?.posts).toHaveLength(20);
});

it.each([null, "expired", "deleted"] as const)("is removed when the session ends: %s", (reason) => {
  session.close(reason);
  expect(JSON.stringify({ ...localStorage })).not.toContain("Kept");
});

it("is removed when the session ends in another tab", () => {
  session.onBroadcast({ kind: "signedOut", reason: null });
  expect(JSON.stringify({ ...localStorage })).not.toContain("Kept");
});

it("is removed when another user logs in", () => {
  session.open(answer(bob));
  expect(JSON.stringify({ ...localStorage })).not.toContain("Kept");
});

it("is not saved after the session has ended in another tab that this one has not been told by yet", () => {
  localStorage.clear();
  saveLastFeed(ada.id, [post("1", "Kept")]);
  expect(localStorage.length).toBe(0);
});

it("is not shown when it is older than a session can be", () => {
  const key = Object.keys(localStorage).find((name) => name.startsWith("social.feed.")) ?? "";
  const saved = JSON.parse(localStorage.getItem(key) ?? "");
  localStorage.setItem(key, JSON.stringify({ ...saved, savedAt: Date.now() - 31 * 24 * 3_600_000 }));
  expect(loadLastFeed()).toBeNull();
});
