import { compileMessage } from "@lingui/message-utils/compileMessage";
import type { Plugin } from "vite";

/** Compiles the messages of src/i18n/*.json, so that no parser of message formats is sent to browsers. */
export function catalogues(): Plugin {
  return {
    name: "catalogues",
    enforce: "pre",
    transform: {
      filter: { id: /\/src\/i18n\/[a-z.]+\.json$/u },
      handler: (json) => {
        const messages = Object.entries(JSON.parse(json) as Record<string, string>);
        return JSON.stringify(Object.fromEntries(messages.map(([id, text]) => [id, compileMessage(text)])));
      },
    },
  };
}
