import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { answer } from "./canned.mjs";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};
/** As the gateway sends it. */
const policy =
  "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves a build of the web app with canned answers of the API. Resolves to its address and what closes it. */
export async function serve(folder, { full, thumbnail }) {
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (url.pathname.startsWith("/media/")) {
      response.writeHead(200, { "Content-Type": "image/webp", "Cache-Control": "private, max-age=31536000" });
      return response.end(url.pathname.endsWith("/thumb") ? thumbnail : full);
    }
    if (/^\/(?:api|hubs)\//u.test(url.pathname)) return sendAnswer(response, answer(request.method, url));
    sendFile(request, response, folder, url.pathname);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

function sendAnswer(response, body) {
  response.writeHead(body === undefined ? 404 : 200, {
    "Content-Type": "application/json",
    "Cache-Control": "no-store",
  });
  response.end(JSON.stringify(body ?? {}));
}

function sendFile(request, response, folder, path) {
  const file = join(folder, extname(path) === "" ? "index.html" : normalize(path));
  if (!existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
  const accepted = String(request.headers["accept-encoding"] ?? "");
  const encoding = ["br", "gzip"].find((name) => accepted.includes(name) && existsSync(`${file}.${suffix[name]}`));
  response.writeHead(200, {
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    "Cache-Control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
    "Content-Security-Policy": policy,
    ...(encoding === undefined ? {} : { "Content-Encoding": encoding }),
  });
  createReadStream(encoding === undefined ? file : `${file}.${suffix[encoding]}`).pipe(response);
}

const suffix = { br: "br", gzip: "gz" };
