import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { catalogues } from "./build/catalogues.ts";
import { compressed } from "./build/compressed.ts";
import { earlyScript } from "./build/earlyScript.ts";
import { groups } from "./build/groups.ts";
import { preloads } from "./build/preloads.ts";
import { serviceWorker } from "./build/serviceWorker.ts";

// Where the gateway is during development: the AppHost says it like any reference between its resources.
const gateway = process.env.services__gateway__http__0 ?? process.env.GATEWAY_URL ?? "http://localhost:5000";

export default defineConfig({
  plugins: [react(), catalogues(), preloads(), earlyScript(), serviceWorker(), compressed()],
  server: {
    port: Number(process.env.PORT ?? 5173),
    strictPort: process.env.PORT !== undefined,
    proxy: {
      "/api": { target: gateway },
      "/media": { target: gateway },
      "/openapi": { target: gateway },
      "/hubs": { target: gateway, ws: true },
    },
  },
  build: {
    outDir: process.env.WEB_OUT ?? "../artifacts/web",
    emptyOutDir: true,
    // The gateway's Content-Security-Policy allows files of its own origin, no data: URLs for fonts or styles.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups } } },
  },
});
