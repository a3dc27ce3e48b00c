import { createBrowserRouter } from "react-router";
import { Entrance } from "./pages/Entrance";
import { Broken, Root, Splash } from "./pages/Root";
import { Shell } from "./pages/Shell";

// Every page is fetched when it is first opened; the frame around them is not.
export const router = createBrowserRouter([
  // Not inside Root, which waits for a session: this page is for when there can be none.
  {
    path: "status",
    ErrorBoundary: Broken,
    HydrateFallback: Splash,
    lazy: async () => ({ Component: (await import("./pages/Status")).StatusPage }),
  },
  {
    Component: Root,
    ErrorBoundary: Broken,
    HydrateFallback: Splash,
    children: [
      {
        Component: Entrance,
        children: [
          { path: "welcome", lazy: async () => ({ Component: (await import("./pages/Welcome")).Welcome }) },
          { path: "login", lazy: async () => ({ Component: (await import("./pages/LogIn")).LogIn }) },
          { path: "register", lazy: async () => ({ Component: (await import("./pages/Register")).Register }) },
        ],
      },
      {
        Component: Shell,
        children: [
          { index: true, lazy: async () => ({ Component: (await import("./pages/Home")).Home }) },
          { path: "explore", lazy: async () => ({ Component: (await import("./pages/Explore")).Explore }) },
          { path: "tag/:tag", lazy: async () => ({ Component: (await import("./pages/Tag")).Tag }) },
          { path: "people", lazy: async () => ({ Component: (await import("./pages/People")).People }) },
          { path: "services", lazy: async () => ({ Component: (await import("./pages/Services")).Services }) },
          { path: "settings", lazy: async () => ({ Component: (await import("./pages/Settings")).Settings }) },
          { path: "post/:id", lazy: async () => ({ Component: (await import("./pages/PostPage")).PostPage }) },
          // Of a person: /@username. The router cannot match a part of a segment, so the page looks for the @ itself.
          { path: ":handle", lazy: async () => ({ Component: (await import("./pages/Profile")).ProfilePage }) },
          { path: ":handle/:side", lazy: async () => ({ Component: (await import("./pages/Follows")).Follows }) },
          { path: "*", lazy: async () => ({ Component: (await import("./pages/NotFound")).NotFound }) },
        ],
      },
    ],
  },
]);
