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
  return parse<T>(await text(method, path, options));
}

/** A read that needs nobody to be logged in. */
export async function open<T>(path: string, signal: AbortSignal): Promise<T> {
  return parse<T>(await read(await send("GET", path, { signal }, null)));
}

/** As `call`, for an answer that is text. */
export async function text(method: Method, path: string, options: Options = {}): Promise<string> {
  const token = await session.token();
  let response = await send(method, path, options, token);
  if (response.status === 401 && token !== null) {
    const renewed = await session.renew(token);
    if (renewed === null) throw loggedOut();
    response = await send(method, path, options, renewed);
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
    // A page that is left aborts its calls: that is not a fault of the network.
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}
