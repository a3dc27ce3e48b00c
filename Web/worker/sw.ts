/**
 * Shows notifications while the app is closed (notifications.ts), and opens the app without a network: keeps the files of one build, and nothing that anybody wrote. Calls of the API, photos and live connections
 * pass it by, so no answer to one account is ever here to be shown to another.
 */
import { startNotifications } from "./notifications.ts";

declare const self: ServiceWorkerGlobalScope;
/** Written by the build; see build/serviceWorker.ts. */
declare const SHELL: { version: string; pageHash: string; files: string[] };

const page = "/";
const prefix = "social.shell.";
const shell = SHELL;
const cacheName = prefix + shell.version;
const files = new Set(shell.files);
/** Addresses that the gateway answers itself; every other one is a page of the app. */
const ofGateway = /^\/(?:api|docs|hubs|media|openapi)(?:\/|$)/u;
/** How long a page may take before the kept one is shown, if there is one. */
const pageTimeout = 5_000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate") {
    if (!ofGateway.test(pathname)) event.respondWith(openPage(event));
  } else if (files.has(pathname)) event.respondWith(openFile(event.request));
});

startNotifications(self);

/** Takes the whole build or nothing of it: a build that is replaced meanwhile is left to the next worker. */
async function install(): Promise<void> {
  const cache = await caches.open(cacheName);
  try {
    await cache.addAll(shell.files.map((path) => new Request(path, { cache: "no-cache" })));
    const response = await fetch(page, { cache: "no-cache", credentials: "omit" });
    if (!response.ok || (await hash(response.clone())) !== shell.pageHash)
      throw new Error("The page that was answered is of another build than this worker.");
    await cache.put(page, response);
  } catch (error) {
    await caches.delete(cacheName);
    throw error;
  }
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

/** The page from the network, so that a new build is used at once; the kept one when the network fails or is too slow. */
async function openPage(event: FetchEvent): Promise<Response> {
  const answer = fetchPage(event);
  const kept = await find(page);
  if (kept === undefined) return answer;
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), pageTimeout));
  const usable = answer.then((response) => (response.status >= 500 ? kept : response)).catch(() => kept);
  return Promise.race([usable, late]);
}

async function fetchPage(event: FetchEvent): Promise<Response> {
  const preloaded: Response | undefined = await event.preloadResponse;
  return preloaded ?? fetch(event.request);
}

/** A file whose name tells its content, so that it is the same wherever it comes from. */
const openFile = async (request: Request) => (await find(new URL(request.url).pathname)) ?? fetch(request);

async function find(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName);
  return cache.match(path, { ignoreVary: true });
}

async function hash(response: Response): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await response.arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
