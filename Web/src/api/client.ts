import { session } from "../session/browser";
import { sessionEnded } from "../session/session";
import { readProblem, unreachable } from "./problem";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Options {
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
}

/** An API request of the logged-in user. After a 401 the token is refreshed and the request repeated, once. */
export async function request<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  return parse<T>(await requestText(method, path, options));
}

/** A read without a session. */
export async function publicRequest<T>(path: string, signal: AbortSignal): Promise<T> {
  return parse<T>(await read(await send("GET", path, { signal }, null)));
}

/** As `request`, for a text response. */
export async function requestText(method: Method, path: string, options: Options = {}): Promise<string> {
  const token = await session.token();
  let response = await send(method, path, options, token);
  if (response.status === 401 && token !== null) {
    const refreshed = await session.refresh(token);
    if (refreshed === null) throw sessionEnded();
    response = await send(method, path, options, refreshed);
  }
  return read(response);
}

async function read(response: Response): Promise<string> {
  const body = await response.text();
  if (!response.ok) throw readProblem(response.status, body, response.headers.get("Retry-After"));
  return body;
}

const parse = <T>(body: string) => (body === "" ? undefined : JSON.parse(body)) as T;

async function send(method: Method, path: string, options: Options, token: string | null): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  const init: RequestInit = { method, headers, credentials: "same-origin", signal: options.signal ?? null };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  try {
    return await fetch(path, init);
  } catch (error) {
    // Aborted by leaving the page, which is no network error.
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}
