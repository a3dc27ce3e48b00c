import createClient from "openapi-fetch";
import { session } from "../session/browser";
import { sessionEnded } from "../session/session";
import { takeEarlyFeed } from "./earlyFeed";
import { cancelled, readProblem, toProblem, unreachable } from "./problem";
import type { paths } from "./schema.g";
import { trackRequest } from "./slowRequests";

/** Of the bodies that outlive their page browsers allow 64 KiB at once. */
const maxKeptBody = 16_000;

/** A write that was begun reaches the API even when its page is left meanwhile. */
class LastingRequest extends Request {
  constructor(input: RequestInfo | URL, init: RequestInit = {}) {
    const { method = "GET", body } = init;
    const small = body == null || (typeof body === "string" && body.length <= maxKeptBody);
    super(input, { ...init, keepalive: method !== "GET" && small });
  }
}

const options = { baseUrl: location.origin, credentials: "same-origin", Request: LastingRequest } as const;

/** The API as the logged-in user. After a 401 the token is refreshed and the request repeated, once. */
export const api = createClient<paths>({ ...options, fetch: sendAuthorized });

/** The API without a session. */
export const publicApi = createClient<paths>({ ...options, fetch: send });

type Result<T> = { data: T; error?: never; response: Response } | { data?: never; error: unknown; response: Response };

const succeeded = <T>(result: Result<T>): result is { data: T; response: Response } => result.response.ok;

/** The data of a response; throws a Problem for an error response. */
export async function unwrap<T>(pending: Promise<Result<T>>): Promise<T> {
  const result = await pending;
  if (succeeded(result)) return result.data;
  throw toProblem(result.response.status, result.error, result.response.headers.get("Retry-After"));
}

/** The bytes that the API answers to the logged-in user only, such as the photos of a room. */
export async function fetchBlob(path: string, signal: AbortSignal): Promise<Blob> {
  const response = await sendAuthorized(
    new Request(new URL(path, location.origin), { credentials: "same-origin", signal }),
  );
  if (response.ok) return response.blob();
  throw readProblem(response.status, await response.text(), response.headers.get("Retry-After"));
}

async function sendAuthorized(request: Request): Promise<Response> {
  const token = await session.token();
  if (token === null) return send(request);
  // Cloned first: the body of a sent request cannot be read again.
  const retry = request.clone();
  const response = await send(authorize(request, token), takeEarlyFeed(request, token));
  if (response.status !== 401) return response;
  const refreshed = await session.refresh(token);
  if (refreshed === null) throw sessionEnded();
  return send(authorize(retry, refreshed));
}

function authorize(request: Request, token: string): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}

/** Sends a request, unless an early one was answered in its place. */
async function send(request: Request, early?: Promise<Response | undefined>): Promise<Response> {
  const tracked = trackRequest();
  const signal = AbortSignal.any([request.signal, tracked.signal]);
  try {
    const answered = early && (await Promise.race([early, rejectWhenAborted(signal)]));
    return answered ?? (await fetch(request, { signal }));
  } catch (error) {
    // Aborted by leaving the page, which is no network error.
    if (request.signal.aborted) throw error;
    throw tracked.signal.aborted ? cancelled() : unreachable();
  } finally {
    tracked.done();
  }
}

const rejectWhenAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
