import { session } from "../session/browser";
import { loggedOut } from "../session/session";
import { readProblem, unreachable } from "./problem";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

interface Options {
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
}

/** One call of the API as the person logged in. A token refused is exchanged once and the call repeated. */
export async function call<T>(method: Method, path: string, options: Options = {}): Promise<T> {
  const token = await session.token();
  let response = await send(method, path, options, token);
  if (response.status === 401 && token !== null) {
    const renewed = await session.renew(token);
    if (renewed === null) throw loggedOut();
    response = await send(method, path, options, renewed);
  }
  const text = await response.text();
  if (!response.ok) throw readProblem(response.status, text, response.headers.get("Retry-After"));
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function send(method: Method, path: string, options: Options, token: string | null): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  if (options.body !== undefined) headers.set("Content-Type", "application/json");
  const init: RequestInit = { method, headers, credentials: "same-origin", signal: options.signal ?? null };
  if (options.body !== undefined) init.body = JSON.stringify(options.body);
  try {
    return await fetch(path, init);
  } catch (error) {
    // A page that is left aborts its calls: that is not a fault of the network.
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}
