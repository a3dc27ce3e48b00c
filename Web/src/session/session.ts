import { Problem, readProblem, unreachable } from "../api/problem";
import type { Profile, SessionAnswer } from "../api/types";
import { t } from "../i18n/text";

export type SessionState =
  | { kind: "loading" }
  | { kind: "unreachable" }
  | { kind: "busy"; retryAfterSeconds: number }
  | { kind: "signedOut"; reason: EndReason }
  | { kind: "signedIn"; token: string; expiresAt: number; me: Profile };

/** Why a session ended: refused by the server, with its account, or null for a log-out. */
export type EndReason = "expired" | "deleted" | null;

/** What one tab broadcasts to the others. */
export type SessionMessage = { kind: "signedIn"; answer: SessionAnswer } | { kind: "signedOut"; reason: EndReason };

/** The browser's parts that a session uses; tests replace them. */
export interface SessionPorts {
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Runs one task at a time over all tabs; the signal is aborted when the user cancels it. */
  withLock: <T>(task: (signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** The start is over: a refresh that was sent before it answers nothing from here on. */
  discardEarlyRefresh: () => void;
  broadcast: (message: SessionMessage) => void;
  /** Whether this browser may have a refresh cookie: without one the first refresh is skipped, since it would be a 401. */
  hasSessionHint: () => boolean;
  setSessionHint: (yes: boolean) => void;
  now: () => number;
}

/** A token that expires within this time is refreshed before it is used. */
const expiryMargin = 20_000;

/** The user's session in this tab: the access token in memory, refreshed by an HttpOnly cookie. */
export class Session {
  #state: SessionState = { kind: "loading" };
  #listeners = new Set<() => void>();
  #pendingRefresh: Promise<string | null> | null = null;

  constructor(private readonly ports: SessionPorts) {}

  get state(): SessionState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Restores the session from the refresh cookie. */
  async restore(): Promise<void> {
    try {
      await this.#restore();
    } finally {
      this.ports.discardEarlyRefresh();
    }
  }

  async #restore(): Promise<void> {
    if (!this.ports.hasSessionHint()) return this.#set({ kind: "signedOut", reason: null });
    if (this.#state.kind === "unreachable") this.#set({ kind: "loading" });
    if (this.#state.kind === "busy") this.#set({ kind: "loading" });
    try {
      await this.refresh(null);
    } catch (error) {
      if (this.#state.kind !== "loading") return;
      const busy = error instanceof Problem && error.status === 429;
      this.#set(busy ? { kind: "busy", retryAfterSeconds: error.retryAfterSeconds ?? 5 } : { kind: "unreachable" });
    }
  }

  /** Starts a session from the response of register or log in. */
  open(answer: SessionAnswer): void {
    this.#apply(answer);
    this.ports.broadcast({ kind: "signedIn", answer });
  }

  /** Ends the session here and in the other tabs. */
  close(reason: EndReason): void {
    this.#clear(reason);
    this.ports.broadcast({ kind: "signedOut", reason });
  }

  /** Applies a message from another tab. */
  onBroadcast(message: SessionMessage): void {
    if (message.kind === "signedIn") this.#apply(message.answer);
    else this.#clear(message.reason);
  }

  /** Replaces the user's own profile after an edit. */
  updateProfile(me: Profile): void {
    if (this.#state.kind === "signedIn") this.#set({ ...this.#state, me });
  }

  /** A token for the next request; null without a session. */
  async token(): Promise<string | null> {
    const state = this.#state;
    if (state.kind !== "signedIn") return null;
    return state.expiresAt - this.ports.now() > expiryMargin ? state.token : this.refresh(state.token);
  }

  /** Refreshes an expired or refused token; concurrent callers share one refresh. Null when the session has ended. */
  refresh(spent: string | null): Promise<string | null> {
    if (this.#state.kind === "signedIn" && this.#state.token !== spent) return Promise.resolve(this.#state.token);
    this.#pendingRefresh ??= this.ports
      .withLock((signal) => this.#exchange(spent, signal))
      .finally(() => {
        this.#pendingRefresh = null;
      });
    return this.#pendingRefresh;
  }

  async #exchange(spent: string | null, signal: AbortSignal): Promise<string | null> {
    // While this tab waited for the lock another one may have refreshed and broadcast the token.
    if (this.#state.kind === "signedIn" && this.#state.token !== spent) return this.#state.token;
    if (this.#state.kind === "signedOut") return null;
    const response = await this.ports
      .fetch("/api/auth/refresh", {
        method: "POST",
        credentials: "same-origin",
        // The refresh token is in the cookie; without a JSON content type the gateway answers 415.
        headers: { "Content-Type": "application/json" },
        body: "{}",
        signal,
      })
      .catch(() => Promise.reject(unreachable()));
    if (response.ok) {
      const answer: SessionAnswer = await response.json();
      this.open(answer);
      return answer.accessToken;
    }
    const problem = readProblem(response.status, await response.text(), response.headers.get("Retry-After"));
    // Any other failure, such as 429 or 503, does not end the session.
    if (problem.status !== 401) throw problem;
    this.close("expired");
    return null;
  }

  #apply(answer: SessionAnswer): void {
    this.ports.setSessionHint(true);
    const expiresAt = Date.parse(answer.expiresAt);
    this.#set({ kind: "signedIn", token: answer.accessToken, expiresAt, me: answer.user });
  }

  #clear(reason: EndReason): void {
    this.ports.setSessionHint(false);
    if (this.#state.kind !== "signedOut") this.#set({ kind: "signedOut", reason });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

export const sessionEnded = () => new Problem(401, t`Your session ended. Log in again.`);
