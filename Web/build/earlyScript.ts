import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";

const path = "/start.js";
const name = "early.js";

/** Gives the page's first script a name that tells its content, so that a page never runs with the one of another build. */
export function earlyScript(): Plugin {
  let file = "";
  return {
    name: "early-script",
    apply: "build",
    configResolved(config) {
      file = join(config.publicDir, path);
    },
    async buildStart() {
      this.emitFile({ type: "asset", name, source: await readFile(file) });
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const asset = Object.values(bundle).find((one) => one.type === "asset" && one.names.includes(name));
        return asset === undefined ? html : html.replace(`src="${path}"`, `src="/${asset.fileName}"`);
      },
    },
  };
}
