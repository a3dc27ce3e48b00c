// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { cancelSlowRequests } from "../api/slowRequests";
import { ada } from "../testing/app";
import { session } from "./browser";

const answer = () =>
  new Response(JSON.stringify({ accessToken: "early", expiresAt: new Date(Date.now() + 600_000), user: ada }));

type RequestLock = (name: string, options: { signal: AbortSignal }, task: () => unknown) => unknown;

const stubLock = (request: RequestLock) =>
  Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("cancels the refresh of start.js that holds the lock and hangs", async () => {
  localStorage.setItem("social.session", "1");
  stubLock(
    (_name, { signal }) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  const abort = new AbortController();
  window.socialRefresh = new Promise(() => {});
  window.socialRefreshAbort = abort;
  vi.useFakeTimers();
  const restored = session.restore();
  await vi.advanceTimersByTimeAsync(11_000);
  cancelSlowRequests();
  await restored;
  expect(session.state.kind).toBe("unreachable");
  expect(abort.signal.aborted).toBe(true);
  expect(window.socialRefresh).toBeUndefined();
});

it("can be cancelled when the refresh at the start hangs, takes over the refresh of start.js, and asks itself next time", async () => {
  localStorage.setItem("social.session", "1");
  const fetched = vi.fn(
    (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
  );
  vi.stubGlobal("fetch", fetched);
  // The simulated browser of these tests has no locks.
  stubLock((_name, _options, task) => task());
  vi.useFakeTimers();
  const restored = session.restore();
  await vi.advanceTimersByTimeAsync(11_000);
  cancelSlowRequests();
  await restored;
  expect(session.state.kind).toBe("unreachable");
  expect(fetched).toHaveBeenCalledOnce();

  window.socialRefresh = Promise.resolve(answer());
  await session.restore();
  expect(session.state).toMatchObject({ kind: "signedIn", token: "early" });
  expect(fetched).toHaveBeenCalledOnce();
  expect(window.socialRefresh).toBeUndefined();
});

it("forgets the refresh of start.js when it needs none", async () => {
  expect(session.state.kind).toBe("signedIn");
  window.socialRefresh = Promise.resolve(answer());
  await session.restore();
  expect(window.socialRefresh).toBeUndefined();

  localStorage.removeItem("social.session");
  window.socialRefresh = Promise.resolve(answer());
  await session.restore();
  expect(session.state.kind).toBe("signedOut");
  expect(window.socialRefresh).toBeUndefined();
});
