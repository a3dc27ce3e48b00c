import { session } from "../session/browser";
import { sessionEnded } from "../session/session";
import { readProblem, unreachable } from "./problem";

export interface UploadOptions {
  headers?: Record<string, string>;
  /** The share of the body that was sent, from 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Uploads a form with files. XMLHttpRequest, because fetch reports no upload progress. */
export async function upload<T>(method: "POST" | "PUT", path: string, form: FormData, options: UploadOptions = {}) {
  const token = await session.token();
  let answer = await attempt(method, path, form, options, token);
  if (answer.status === 401 && token !== null) {
    const refreshed = await session.refresh(token);
    if (refreshed === null) throw sessionEnded();
    answer = await attempt(method, path, form, options, refreshed);
  }
  if (answer.status < 200 || answer.status > 299) {
    throw readProblem(answer.status, answer.responseText, answer.getResponseHeader("Retry-After"));
  }
  return JSON.parse(answer.responseText) as T;
}

function attempt(
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
    request.onabort = () => reject(new DOMException("The upload was cancelled.", "AbortError"));
    if (signal?.aborted) return reject(new DOMException("The upload was cancelled.", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
