import { createBrowserRouter, type RouteObject, redirect } from "react-router";
import { AppLayout } from "./pages/AppLayout";
import { AuthLayout } from "./pages/AuthLayout";
import { PageError } from "./pages/PageError";
import { ErrorPage, Root, Splash } from "./pages/Root";

const appPages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await import("./pages/Home")).Home }) },
  { path: "explore", lazy: async () => ({ Component: (await import("./pages/Explore")).Explore }) },
  { path: "tag/:tag", lazy: async () => ({ Component: (await import("./pages/Tag")).Tag }) },
  { path: "search", lazy: async () => ({ Component: (await import("./pages/Search")).Search }) },
  {
    path: "notifications",
    lazy: async () => ({ Component: (await import("./pages/Notifications")).Notifications }),
  },
  { path: "chat/:roomId?", lazy: async () => ({ Component: (await import("./pages/Chat")).Chat }) },
  { path: "join/:token", lazy: async () => ({ Component: (await import("./pages/Join")).Join }) },
  { path: "questions", lazy: async () => ({ Component: (await import("./pages/Questions")).Questions }) },
  { path: "questions/ask", lazy: async () => ({ Component: (await import("./pages/AskQuestion")).AskQuestion }) },
  { path: "questions/tags", lazy: async () => ({ Component: (await import("./pages/QuestionTags")).QuestionTags }) },
  {
    path: "questions/tagged/:tag",
    lazy: async () => ({ Component: (await import("./pages/TaggedQuestions")).TaggedQuestions }),
  },
  { path: "questions/:id", lazy: async () => ({ Component: (await import("./pages/QuestionPage")).QuestionPage }) },
  {
    path: "questions/:id/edit",
    lazy: async () => ({ Component: (await import("./pages/EditQuestion")).EditQuestion }),
  },
  { path: "people", loader: () => redirect("/search?type=people") },
  { path: "services", lazy: async () => ({ Component: (await import("./pages/Services")).Services }) },
  { path: "settings", lazy: async () => ({ Component: (await import("./pages/Settings")).Settings }) },
  { path: "settings/blocked", lazy: async () => ({ Component: (await import("./pages/Apart")).Blocked }) },
  { path: "settings/muted", lazy: async () => ({ Component: (await import("./pages/Apart")).Muted }) },
  { path: "post/:id/likes", lazy: async () => ({ Component: (await import("./pages/Likes")).Likes }) },
  { path: "post/:id", lazy: async () => ({ Component: (await import("./pages/PostPage")).PostPage }) },
  // A profile: /@username. The router cannot match part of a segment, so the page checks the @ itself.
  { path: ":handle", lazy: async () => ({ Component: (await import("./pages/Profile")).ProfilePage }) },
  { path: ":handle/:side", lazy: async () => ({ Component: (await import("./pages/Follows")).Follows }) },
  { path: "*", lazy: async () => ({ Component: (await import("./pages/NotFound")).NotFound }) },
];

// Pages are separate chunks, loaded when first opened; the layouts are in the main bundle.
export const router = createBrowserRouter([
  // Outside Root, which waits for the session: this page must work while nobody can log in.
  {
    path: "status",
    ErrorBoundary: ErrorPage,
    HydrateFallback: Splash,
    lazy: async () => ({ Component: (await import("./pages/Status")).StatusPage }),
  },
  {
    Component: Root,
    ErrorBoundary: ErrorPage,
    HydrateFallback: Splash,
    children: [
      {
        Component: AuthLayout,
        children: [
          { path: "welcome", lazy: async () => ({ Component: (await import("./pages/Welcome")).Welcome }) },
          { path: "login", lazy: async () => ({ Component: (await import("./pages/LogIn")).LogIn }) },
          { path: "register", lazy: async () => ({ Component: (await import("./pages/Register")).Register }) },
        ],
      },
      {
        Component: AppLayout,
        children: [
          {
            // Inside the layout, so that a page that fails leaves the navigation usable.
            ErrorBoundary: PageError,
            children: appPages,
          },
        ],
      },
    ],
  },
]);
