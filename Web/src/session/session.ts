import { Problem, readProblem, unreachable } from "../api/problem";
import type { Profile, SessionAnswer } from "../api/types";

export type SessionState =
  | { kind: "starting" }
  | { kind: "unreachable" }
  | { kind: "out" }
  | { kind: "in"; token: string; expiresAt: number; me: Profile };

/** What one tab tells the others. */
export type SessionNews = { kind: "in"; answer: SessionAnswer } | { kind: "out" };

/** What a session needs of the browser. */
export interface SessionPorts {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Runs one task at a time over all tabs. */
  alone: <T>(task: () => Promise<T>) => Promise<T>;
  tell: (news: SessionNews) => void;
  /** Whether this browser has logged in before: without it asking for a session is a refusal known in advance. */
  remembered: () => boolean;
  remember: (yes: boolean) => void;
  now: () => number;
}

/** A token this close to its end is renewed before it is used. */
const margin = 20_000;

/** The person's session in this tab: the access token in memory, renewed by a cookie that only the gateway reads. */
export class Session {
  #state: SessionState = { kind: "starting" };
  #listeners = new Set<() => void>();
  #renewal: Promise<string | null> | null = null;

  constructor(private readonly ports: SessionPorts) {}

  get state(): SessionState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Finds out whether the browser still has a session. */
  async start(): Promise<void> {
    if (!this.ports.remembered()) return this.#set({ kind: "out" });
    if (this.#state.kind === "unreachable") this.#set({ kind: "starting" });
    try {
      await this.renew(null);
    } catch {
      if (this.#state.kind === "starting") this.#set({ kind: "unreachable" });
    }
  }

  /** Takes what register or log in answered. */
  open(answer: SessionAnswer): void {
    this.#take(answer);
    this.ports.tell({ kind: "in", answer });
  }

  /** Forgets the session here and in the other tabs. */
  close(): void {
    this.#end();
    this.ports.tell({ kind: "out" });
  }

  /** What another tab told. */
  hear(news: SessionNews): void {
    if (news.kind === "in") this.#take(news.answer);
    else this.#end();
  }

  /** Shows an edit of one's own profile everywhere at once. */
  edit(me: Profile): void {
    if (this.#state.kind === "in") this.#set({ ...this.#state, me });
  }

  /** A token good for the next request, or null without a session. */
  async token(): Promise<string | null> {
    const state = this.#state;
    if (state.kind !== "in") return null;
    return state.expiresAt - this.ports.now() > margin ? state.token : this.renew(state.token);
  }

  /** Exchanges a spent token; everyone who asks meanwhile waits for the same exchange. Null when the session is over. */
  renew(spent: string | null): Promise<string | null> {
    if (this.#state.kind === "in" && this.#state.token !== spent) return Promise.resolve(this.#state.token);
    this.#renewal ??= this.ports
      .alone(() => this.#exchange(spent))
      .finally(() => {
        this.#renewal = null;
      });
    return this.#renewal;
  }

  async #exchange(spent: string | null): Promise<string | null> {
    // While this tab waited for its turn another one may have renewed and told.
    if (this.#state.kind === "in" && this.#state.token !== spent) return this.#state.token;
    if (this.#state.kind === "out") return null;
    const response = await this.ports
      .fetch("/api/auth/refresh", {
        method: "POST",
        credentials: "same-origin",
        // Empty: the token is in the cookie. Said to be JSON all the same, or the call is taken for another one.
        headers: { "Content-Type": "application/json" },
        body: "{}",
      })
      .catch(() => Promise.reject(unreachable()));
    if (response.ok) {
      const answer = (await response.json()) as SessionAnswer;
      this.open(answer);
      return answer.accessToken;
    }
    const problem = readProblem(response.status, await response.text(), response.headers.get("Retry-After"));
    // Anything else, a limit or a service away, says nothing about the session.
    if (problem.status !== 401) throw problem;
    this.close();
    return null;
  }

  #take(answer: SessionAnswer): void {
    this.ports.remember(true);
    const expiresAt = Date.parse(answer.expiresAt);
    this.#set({ kind: "in", token: answer.accessToken, expiresAt, me: answer.user });
  }

  #end(): void {
    this.ports.remember(false);
    if (this.#state.kind !== "out") this.#set({ kind: "out" });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const loggedOut = () => new Problem(401, "Your session has ended. Log in again.");
