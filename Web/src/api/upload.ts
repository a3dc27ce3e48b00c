import { t } from "../i18n/text";
import { session } from "../session/browser";
import { sessionEnded } from "../session/session";
import { readProblem, unreachable } from "./problem";
import type { ChatMessage, Post, PostImage, Profile, Story } from "./types";

/** The uploads of the API and what they respond. */
interface Uploads {
  "/api/posts": { method: "POST"; response: Post };
  "/api/stories": { method: "POST"; response: Story };
  "/api/questions/images": { method: "POST"; response: PostImage };
  [message: `/api/rooms/${string}/messages`]: { method: "POST"; response: ChatMessage };
  "/api/profiles/me/avatar": { method: "PUT"; response: Profile };
}

export interface UploadOptions {
  headers?: Record<string, string>;
  /** The share of the body that was sent, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Uploads a form with files. XMLHttpRequest, because fetch reports no upload progress. */
export async function upload<P extends keyof Uploads>(
  method: Uploads[P]["method"],
  path: P,
  form: FormData,
  options: UploadOptions = {},
): Promise<Uploads[P]["response"]> {
  const token = await session.token();
  let response = await send(method, path, form, options, token);
  if (response.status === 401 && token !== null) {
    const refreshed = await session.refresh(token);
    if (refreshed === null) throw sessionEnded();
    response = await send(method, path, form, options, refreshed);
  }
  if (response.status < 200 || response.status > 299) {
    throw readProblem(response.status, response.responseText, response.getResponseHeader("Retry-After"));
  }
  return JSON.parse(response.responseText);
}

function send(
  method: string,
  path: string,
  form: FormData,
  { headers = {}, onProgress, signal }: UploadOptions,
  token: string | null,
): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onload = () => resolve(request);
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException(t`The upload was cancelled.`, "AbortError"));
    if (signal?.aborted) return reject(new DOMException(t`The upload was cancelled.`, "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
