import "@fontsource-variable/bricolage-grotesque/index.css";
import "@fontsource-variable/hanken-grotesk/index.css";
import "./styles/index.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { RouterProvider } from "react-router";
import { loadLanguage } from "./i18n/load";
import { OfflineLine } from "./offline/OfflineLine";
import { startOffline } from "./offline/start";
import { queries } from "./queries";
import { router } from "./routes";
import { session } from "./session/browser";
import { Announcer } from "./ui/Announcer";

void session.restore();
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
void loadLanguage().then(() => createRoot(root).render(app));
