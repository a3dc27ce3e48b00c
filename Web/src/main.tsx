import "@fontsource-variable/bricolage-grotesque/index.css";
import "@fontsource-variable/hanken-grotesk/index.css";
import "./styles/index.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { takeFeedAtStart } from "./api/posts";
import { loadLanguage } from "./i18n/load";
import { OfflineLine } from "./offline/OfflineLine";
import { startOffline } from "./offline/start";
import { queries } from "./queries";
import { router } from "./routes";
import { session } from "./session/browser";
import { Announcer } from "./ui/Announcer";

/** How long the splash screen of index.html stands in for the first page, in milliseconds. */
const longestWait = 1_000;

const restored = session.restore().then(() => {
  if (session.state.kind === "signedIn") takeFeedAtStart(queries);
});
startOffline(queries);

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root.");
const app = (
  <StrictMode>
    <QueryClientProvider client={queries}>
      <OfflineLine />
      <RouterProvider router={router} />
      <Announcer />
    </QueryClientProvider>
  </StrictMode>
);
// The session is mostly there by now: rendered before it, the same screen would be rendered once more.
const late = new Promise<void>((resolve) => setTimeout(resolve, longestWait));
void Promise.all([loadLanguage(), Promise.race([restored, late])]).then(() => createRoot(root).render(app));
