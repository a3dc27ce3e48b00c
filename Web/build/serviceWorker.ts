import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, type Plugin, type Rollup } from "vite";

/** What is opened without a network. Other pages are loaded when they are opened, and say so when they cannot be. */
const pages = [
  "/src/pages/Home.tsx",
  "/src/pages/Welcome.tsx",
  "/src/pages/LogIn.tsx",
  "/src/offline/OfflineFeed.tsx",
  "/src/i18n/de.ts",
];
const fonts = /-latin-wght-normal-.*\.woff2$/u;
/** See earlyScript.ts. */
const early = /\/early-[^/]*\.js$/u;
/** Files of `public` that the page names. */
const fixed = ["/favicon.svg", "/manifest.webmanifest"];

/** Builds the service worker and writes into it the names of the files that it keeps. */
export function serviceWorker(): Plugin {
  let root = "";
  let folder = "";
  return {
    name: "service-worker",
    apply: "build",
    configResolved(config) {
      root = config.root;
      folder = resolve(root, config.build.outDir);
    },
    async writeBundle(_, bundle) {
      const html = await readFile(join(folder, "index.html"));
      const pageHash = createHash("sha256").update(html).digest("hex");
      const files = [...shell(bundle), ...fixed].sort();
      const version = createHash("sha256").update(html).update(files.join());
      for (const path of fixed) version.update(await readFile(join(folder, path)));
      await build({
        configFile: false,
        root,
        logLevel: "warn",
        define: { SHELL: JSON.stringify({ version: version.digest("hex").slice(0, 12), pageHash, files }) },
        publicDir: false,
        build: {
          outDir: folder,
          emptyOutDir: false,
          reportCompressedSize: false,
          rollupOptions: { input: join(root, "worker/sw.ts"), output: { format: "iife", entryFileNames: "sw.js" } },
        },
      });
    },
  };
}

/** The addresses of the page's script and styles, of the chunks of its first pages, and of the fonts. */
function shell(bundle: Rollup.OutputBundle): Set<string> {
  const files = Object.values(bundle);
  const chunks = files.filter((file) => file.type === "chunk");
  const names = new Set<string>();
  const add = (chunk: Rollup.OutputChunk) => {
    if (names.has(`/${chunk.fileName}`)) return;
    names.add(`/${chunk.fileName}`);
    for (const name of chunk.imports) {
      const next = bundle[name];
      if (next?.type === "chunk") add(next);
    }
  };
  for (const chunk of chunks) if (chunk.isEntry || isPage(chunk)) add(chunk);
  for (const { fileName } of files) {
    if (fonts.test(fileName) || fileName.endsWith(".css") || early.test(fileName)) names.add(`/${fileName}`);
  }
  return names;
}

const isPage = (chunk: Rollup.OutputChunk) => pages.some((page) => chunk.moduleIds.some((id) => id.endsWith(page)));
