import type { HtmlTagDescriptor, Plugin, Rollup } from "vite";

const home = "/src/pages/Home.tsx";
const catalogue = /\/src\/i18n\/([a-z]+)\.ts$/u;
/** The first fonts of every page; others are loaded when a text needs them. */
const fonts = /(?:hanken-grotesk|bricolage-grotesque)-latin-wght-normal-.*\.woff2$/u;

/** Names in index.html what the browser would otherwise discover late: the fonts, the chunks of Home, and those of each language. */
export function preloads(): Plugin {
  return {
    name: "preloads",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        if (bundle === undefined) return [];
        const files = Object.values(bundle);
        const tags: HtmlTagDescriptor[] = files
          .filter(({ fileName }) => fonts.test(fileName))
          .map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${fileName}`, crossorigin: true },
            // After the scripts, which the first text waits for: it is shown in another font until its own is there.
            injectTo: "head",
          }));
        const chunks = files.filter((file) => file.type === "chunk");
        const main = chunks.find(({ isEntry }) => isEntry);
        const page = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(home)));
        if (page === undefined || main === undefined)
          throw new Error("The build has no chunk of Home or of the main script.");
        const meta = (name: string, chunk: Rollup.OutputChunk): HtmlTagDescriptor => ({
          tag: "meta",
          attrs: { name, content: chunksOf(chunk, main, bundle).join(" ") },
          injectTo: "head-prepend",
        });
        const languages = chunks.flatMap((chunk) => {
          const language = catalogue.exec(chunk.facadeModuleId ?? "")?.[1];
          return chunk.isDynamicEntry && language !== undefined ? [meta(`catalogue-${language}`, chunk)] : [];
        });
        return [...tags, meta("home-chunks", page), ...languages];
      },
    },
  };
}

/** A chunk with those it imports, without what is part of the main script anyway. */
function chunksOf(chunk: Rollup.OutputChunk, main: Rollup.OutputChunk, bundle: Rollup.OutputBundle): string[] {
  const reach = (from: Rollup.OutputChunk, seen = new Set<string>()): Set<string> => {
    if (seen.has(from.fileName)) return seen;
    seen.add(from.fileName);
    for (const name of from.imports) {
      const next = bundle[name];
      if (next?.type === "chunk") reach(next, seen);
    }
    return seen;
  };
  const known = reach(main);
  return [...reach(chunk)].filter((name) => !known.has(name)).map((name) => `/${name}`);
}
