import { readProblem, unreachable } from "../api/problem";
import type { SessionAnswer } from "../api/types";
import { session } from "./browser";

/** Registers or logs in, and starts the session of the response. */
export async function signIn(endpoint: "register" | "login", body: unknown): Promise<void> {
  const response = await fetch(`/api/auth/${endpoint}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  }).catch(() => Promise.reject(unreachable()));
  const text = await response.text();
  if (!response.ok) throw readProblem(response.status, text, response.headers.get("Retry-After"));
  session.open(JSON.parse(text) as SessionAnswer);
}
