// @vitest-environment happy-dom
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sources } from "../posts/photoShape";
import { takeEarlyFeed } from "./earlyFeed";

const request = () => new Request(`${location.origin}/api/feed?limit=20`);
const photo = (width: number, height: number) => ({ url: "/full", thumbnailUrl: "/thumb", width, height, alt: "" });
const shapes = [photo(1600, 1067), photo(1067, 1600), photo(4_000, 100), photo(100, 4_000), photo(640, 480)];

const fetched = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();
let loaded: { src?: string; srcset?: string; sizes?: string }[] = [];

/** Runs start.js in a browser that has a session, with these photos in the first posts of the feed. */
async function start(...posts: ReturnType<typeof photo>[][]) {
  fetched.mockImplementation(async (path) =>
    Response.json(
      path === "/api/auth/refresh" ? { accessToken: "early" } : { items: posts.map((images) => ({ images })) },
    ),
  );
  new Function(readFileSync("public/start.js", "utf8"))();
  await window.socialFeed;
  await vi.waitFor(() => expect(loaded).not.toHaveLength(0));
}

beforeEach(() => {
  localStorage.setItem("social.session", "1");
  vi.stubGlobal("fetch", fetched);
  loaded = [];
  vi.stubGlobal(
    "Image",
    class {
      constructor() {
        loaded.push(this);
      }
    },
  );
  const request = (_: string, _options: unknown, task: () => unknown) => task();
  Object.defineProperty(navigator, "locks", { value: { request }, configurable: true });
});

afterEach(() => vi.unstubAllGlobals());

it("is taken over once, with the token that it was asked with", async () => {
  await start([photo(640, 480)]);
  expect(fetched.mock.lastCall).toMatchObject(["/api/feed?limit=20", { headers: { Authorization: "Bearer early" } }]);
  const response = await takeEarlyFeed(request(), "early");
  expect(await response?.json()).toMatchObject({ items: [{}] });
  expect(takeEarlyFeed(request(), "early")).toBeUndefined();

  window.socialFeed = Promise.resolve({ token: "early", response: new Response() });
  expect(await takeEarlyFeed(request(), "of another account")).toBeUndefined();
});

it("is not the answer to another request", () => {
  window.socialFeed = Promise.resolve({ token: "early", response: new Response() });
  expect(takeEarlyFeed(new Request(`${location.origin}/api/feed?limit=20&cursor=x`), "early")).toBeUndefined();
  expect(takeEarlyFeed(new Request(`${location.origin}/api/stories?limit=20`), "early")).toBeUndefined();
  expect(window.socialFeed).toBeDefined();
});

it.each(shapes)("loads the photo that the page shows: %j", async (image) => {
  await start([image]);
  const [photo] = loaded;
  expect({ src: photo?.src, srcSet: photo?.srcset, sizes: photo?.sizes }).toEqual({
    srcSet: undefined,
    sizes: undefined,
    ...sources(image),
  });
});

it("loads the thumbnails of a mosaic, and no photo of the posts further down", async () => {
  await start([photo(1600, 1067), photo(1600, 1067)], [], [photo(1600, 1067)]);
  expect(loaded.map(({ src }) => src)).toEqual(["/thumb", "/thumb"]);
});
