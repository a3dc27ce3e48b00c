import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

type Listener = (event: { waitUntil: (done: Promise<void>) => void }) => void;

const origin = "http://social.test";
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
/** What the server answers, by path: the build that is deployed. */
let deployed: Record<string, string> = {};
/** The texts that the browser keeps, by cache and path. */
let kept: Map<string, Map<string, string>>;

const textOf = (path: string) => deployed[path] ?? Promise.reject(new TypeError(`${path} is not there any more.`));

/** The browser's caches; a file that the server lacks makes `addAll` fail as a whole. */
const caches = {
  keys: async () => [...kept.keys()],
  delete: async (name: string) => kept.delete(name),
  open: async (name: string) => {
    const cache = kept.get(name) ?? new Map<string, string>();
    kept.set(name, cache);
    return {
      addAll: async (requests: { path: string }[]) => {
        const texts = await Promise.all(requests.map(async ({ path }) => [path, await textOf(path)] as const));
        for (const [path, text] of texts) cache.set(path, text);
      },
      put: async (path: string, response: Response) => void cache.set(path, await response.text()),
    };
  },
};

/** Loads the worker of a build as a browser that finds it, and lets it install and activate itself. */
async function update(version: string, pageHash: string, files: string[]): Promise<void> {
  const listeners: Record<string, Listener> = {};
  vi.stubGlobal("SHELL", { version, pageHash, files });
  vi.stubGlobal("self", {
    addEventListener: (type: string, listener: Listener) => {
      listeners[type] = listener;
    },
    location: { origin },
    registration: {},
    clients: { claim: async () => undefined },
    skipWaiting: async () => undefined,
  });
  vi.resetModules();
  const worker = "../../worker/sw.ts";
  await import(/* @vite-ignore */ worker);
  for (const type of ["install", "activate"]) {
    let done: Promise<void> = Promise.resolve();
    listeners[type]?.({ waitUntil: (promise) => (done = promise) });
    await done;
  }
}

const older = { "/": "older page", "/assets/app-1.js": "older script" };
const next = { "/": "next page", "/assets/app-2.js": "next script" };

beforeEach(async () => {
  kept = new Map();
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("fetch", async (path: string) => new Response(await textOf(path)));
  vi.stubGlobal(
    "Request",
    class {
      constructor(readonly path: string) {}
    },
  );
  deployed = older;
  await update("1", sha256("older page"), ["/assets/app-1.js"]);
});

afterEach(() => vi.unstubAllGlobals());

it("replaces the older build as a whole", async () => {
  expect(Object.fromEntries(kept.get("social.shell.1") ?? [])).toEqual(older);
  deployed = next;
  await update("2", sha256("next page"), ["/assets/app-2.js"]);
  expect([...kept.keys()]).toEqual(["social.shell.2"]);
  expect(Object.fromEntries(kept.get("social.shell.2") ?? [])).toEqual(next);
});

it("leaves the older build as it is while a deployment is under way", async () => {
  // The worker is of the next build already, and the page still of the older one.
  deployed = { ...next, "/": "older page" };
  await expect(update("2", sha256("next page"), ["/assets/app-2.js"])).rejects.toThrow("another build");
  // The other way round: a file of the next build is not there yet.
  deployed = { "/": "next page" };
  await expect(update("2", sha256("next page"), ["/assets/app-2.js"])).rejects.toThrow("not there");
  expect([...kept.keys()]).toEqual(["social.shell.1"]);
  expect(Object.fromEntries(kept.get("social.shell.1") ?? [])).toEqual(older);
});
