import { describe, expect, it } from "vitest";
import type { Profile, SessionAnswer } from "../api/types";
import { Session, type SessionMessage, type SessionPorts } from "./session";

const ada = { id: "1", username: "ada" } as Profile;
const answer = (token: string, lives = 600_000): SessionAnswer => ({
  accessToken: token,
  expiresAt: new Date(lives).toISOString(),
  user: ada,
});
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

const { signal } = new AbortController();

/** A browser at time 0 with a session hint, whose requests are answered by `fetch`. */
function browser(fetch: () => Promise<Response>, change: Partial<SessionPorts> = {}) {
  const messages: SessionMessage[] = [];
  let requests = 0;
  let hasSessionHint = true;
  const ports: SessionPorts = {
    fetch: () => {
      requests += 1;
      return fetch();
    },
    withLock: (task) => task(signal),
    discardEarlyRefresh: () => {},
    broadcast: (message) => messages.push(message),
    hasSessionHint: () => hasSessionHint,
    setSessionHint: (yes) => {
      hasSessionHint = yes;
    },
    now: () => 0,
    ...change,
  };
  return { session: new Session(ports), messages, requests: () => requests, hasSessionHint: () => hasSessionHint };
}

describe("a session", () => {
  it("is not requested by a browser that never had one", async () => {
    const { session, requests } = browser(async () => json(401, {}), { hasSessionHint: () => false });
    await session.restore();
    expect(session.state.kind).toBe("signedOut");
    expect(requests()).toBe(0);
  });

  it("is restored on load and broadcast to the other tabs", async () => {
    const { session, messages } = browser(async () => json(200, answer("a")));
    await session.restore();
    expect(session.state).toMatchObject({ kind: "signedIn", token: "a", me: { username: "ada" } });
    expect(messages).toEqual([{ kind: "signedIn", answer: answer("a") }]);
  });

  it("ends when the cookie is refused, also for the next load", async () => {
    const { session, messages, hasSessionHint } = browser(async () => json(401, {}));
    await session.restore();
    expect(session.state.kind).toBe("signedOut");
    expect(messages).toEqual([{ kind: "signedOut", reason: "expired" }]);
    expect(hasSessionHint()).toBe(false);
  });

  it("stays when the server cannot be reached, and is restored by a retry", async () => {
    let up = false;
    const { session, hasSessionHint } = browser(() =>
      up ? Promise.resolve(json(200, answer("a"))) : Promise.reject(new TypeError("no network")),
    );
    await session.restore();
    expect(session.state.kind).toBe("unreachable");
    expect(hasSessionHint()).toBe(true);
    up = true;
    await session.restore();
    expect(session.state.kind).toBe("signedIn");
  });

  it("is busy, not unreachable, after a 429 on load", async () => {
    const limited = () => new Response("{}", { status: 429, headers: { "Retry-After": "7" } });
    const { session, hasSessionHint } = browser(async () => limited());
    await session.restore();
    expect(session.state).toEqual({ kind: "busy", retryAfterSeconds: 7 });
    expect(hasSessionHint()).toBe(true);
  });

  it("stays when the service is unavailable", async () => {
    const { session } = browser(async () => json(503, { detail: "Unavailable." }));
    session.open(answer("a"));
    await expect(session.refresh("a")).rejects.toMatchObject({ status: 503, message: "Unavailable." });
    expect(session.state.kind).toBe("signedIn");
  });

  it("is refreshed once for concurrent callers", async () => {
    const { session, requests } = browser(async () => json(200, answer("b")));
    session.open(answer("a"));
    const tokens = await Promise.all([session.refresh("a"), session.refresh("a"), session.refresh("a")]);
    expect(tokens).toEqual(["b", "b", "b"]);
    expect(requests()).toBe(1);
    // A caller with the old token gets the new one without another request.
    expect(await session.refresh("a")).toBe("b");
    expect(requests()).toBe(1);
  });

  it("is refreshed before a token that is about to expire is used", async () => {
    const { session, requests } = browser(async () => json(200, answer("b")));
    session.open(answer("a", 10_000));
    expect(await session.token()).toBe("b");
    expect(await session.token()).toBe("b");
    expect(requests()).toBe(1);
  });

  it("is not refreshed when another tab did it while this one waited for the lock", async () => {
    let go = () => {};
    const turn = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { session, requests } = browser(async () => json(200, answer("c")), {
      withLock: (task) => turn.then(() => task(signal)),
    });
    session.open(answer("a"));
    const refreshed = session.refresh("a");
    session.onBroadcast({ kind: "signedIn", answer: answer("b") });
    go();
    expect(await refreshed).toBe("b");
    expect(requests()).toBe(0);
  });

  it("ends in every tab at once", () => {
    const { session, messages } = browser(async () => json(401, {}));
    session.open(answer("a"));
    session.onBroadcast({ kind: "signedOut", reason: null });
    expect(session.state.kind).toBe("signedOut");
    // A received message is not broadcast again, or two tabs would loop.
    expect(messages).toHaveLength(1);
  });
});
