import { describe, expect, it } from "vitest";
import type { Profile, SessionAnswer } from "../api/types";
import { Session, type SessionNews, type SessionPorts } from "./session";

const ada = { id: "1", username: "ada" } as Profile;
const answer = (token: string, lives = 600_000): SessionAnswer => ({
  accessToken: token,
  expiresAt: new Date(lives).toISOString(),
  user: ada,
});
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });

/** A browser at time 0 that remembers a session; `fetch` answers what the test says. */
function browser(fetch: () => Promise<Response>, change: Partial<SessionPorts> = {}) {
  const told: SessionNews[] = [];
  let asked = 0;
  let remembered = true;
  const ports: SessionPorts = {
    fetch: () => {
      asked += 1;
      return fetch();
    },
    alone: (task) => task(),
    tell: (news) => told.push(news),
    remembered: () => remembered,
    remember: (yes) => {
      remembered = yes;
    },
    now: () => 0,
    ...change,
  };
  return { session: new Session(ports), told, asked: () => asked, remembered: () => remembered };
}

describe("a session", () => {
  it("is not asked for by a browser that never had one", async () => {
    const { session, asked } = browser(async () => json(401, {}), { remembered: () => false });
    await session.start();
    expect(session.state.kind).toBe("out");
    expect(asked()).toBe(0);
  });

  it("is found again at the start, and the other tabs are told", async () => {
    const { session, told } = browser(async () => json(200, answer("a")));
    await session.start();
    expect(session.state).toMatchObject({ kind: "in", token: "a", me: { username: "ada" } });
    expect(told).toEqual([{ kind: "in", answer: answer("a") }]);
  });

  it("is over when the cookie is refused, also for the next start", async () => {
    const { session, told, remembered } = browser(async () => json(401, {}));
    await session.start();
    expect(session.state.kind).toBe("out");
    expect(told).toEqual([{ kind: "out" }]);
    expect(remembered()).toBe(false);
  });

  it("is kept when nobody answers, and found when it is tried again", async () => {
    let up = false;
    const { session, remembered } = browser(() =>
      up ? Promise.resolve(json(200, answer("a"))) : Promise.reject(new TypeError("no network")),
    );
    await session.start();
    expect(session.state.kind).toBe("unreachable");
    expect(remembered()).toBe(true);
    up = true;
    await session.start();
    expect(session.state.kind).toBe("in");
  });

  it("is kept when the service is away for a moment", async () => {
    const { session } = browser(async () => json(503, { detail: "Away." }));
    session.open(answer("a"));
    await expect(session.renew("a")).rejects.toMatchObject({ status: 503, message: "Away." });
    expect(session.state.kind).toBe("in");
  });

  it("is renewed once for all who ask meanwhile", async () => {
    const { session, asked } = browser(async () => json(200, answer("b")));
    session.open(answer("a"));
    const tokens = await Promise.all([session.renew("a"), session.renew("a"), session.renew("a")]);
    expect(tokens).toEqual(["b", "b", "b"]);
    expect(asked()).toBe(1);
    // Who still holds the spent one gets the new one without another exchange.
    expect(await session.renew("a")).toBe("b");
    expect(asked()).toBe(1);
  });

  it("is renewed before a token that is about to end is used", async () => {
    const { session, asked } = browser(async () => json(200, answer("b")));
    session.open(answer("a", 10_000));
    expect(await session.token()).toBe("b");
    expect(await session.token()).toBe("b");
    expect(asked()).toBe(1);
  });

  it("is not renewed when another tab did it while this one waited for its turn", async () => {
    let go = () => {};
    const turn = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { session, asked } = browser(async () => json(200, answer("c")), { alone: (task) => turn.then(task) });
    session.open(answer("a"));
    const renewed = session.renew("a");
    session.hear({ kind: "in", answer: answer("b") });
    go();
    expect(await renewed).toBe("b");
    expect(asked()).toBe(0);
  });

  it("ends in every tab at once", () => {
    const { session, told } = browser(async () => json(401, {}));
    session.open(answer("a"));
    session.hear({ kind: "out" });
    expect(session.state.kind).toBe("out");
    // What was heard is not told on, or two tabs would go on telling each other.
    expect(told).toHaveLength(1);
  });
});
