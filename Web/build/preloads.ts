import type { HtmlTagDescriptor, Plugin, Rollup } from "vite";

const home = "/src/pages/Home.tsx";
/** The first fonts of every page; others are loaded when a text needs them. */
const fonts = /(?:hanken-grotesk|bricolage-grotesque)-latin-wght-normal-.*\.woff2$/u;

/** Names in index.html what the browser would otherwise discover late: the fonts, and the chunks of Home. */
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
            injectTo: "head-prepend",
          }));
        const content = homeChunks(bundle).join(" ");
        return [...tags, { tag: "meta", attrs: { name: "home-chunks", content }, injectTo: "head-prepend" }];
      },
    },
  };
}

/** The chunks of the page Home that are not part of the main script anyway. */
function homeChunks(bundle: Rollup.OutputBundle): string[] {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const page = chunks.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(home)));
  const main = chunks.find(({ isEntry }) => isEntry);
  if (page === undefined || main === undefined)
    throw new Error("The build has no chunk of Home or of the main script.");
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
  return [...reach(page)].filter((name) => !known.has(name)).map((name) => `/${name}`);
}
