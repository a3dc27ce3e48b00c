// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { cancelSlowRequests } from "../api/slowRequests";
import { ada } from "../testing/app";
import { session } from "./browser";

const answer = () =>
  new Response(JSON.stringify({ accessToken: "early", expiresAt: new Date(Date.now() + 600_000), user: ada }));

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("can be cancelled when the refresh at the start hangs, takes over the refresh of start.js, and asks itself next time", async () => {
  localStorage.setItem("social.session", "1");
  const fetched = vi.fn(
    (_: string, { signal }: RequestInit) =>
      new Promise<Response>((_resolve, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
  );
  vi.stubGlobal("fetch", fetched);
  // The simulated browser of these tests has no locks.
  const locks = { request: (_: string, task: () => unknown) => task() };
  Object.defineProperty(navigator, "locks", { value: locks, configurable: true });
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
