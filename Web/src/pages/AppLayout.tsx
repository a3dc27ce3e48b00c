import { lazy, useEffect, useState } from "react";
import { Link, Navigate, Outlet, useLocation, useNavigate, useNavigation } from "react-router";
import type { Profile } from "../api/types";
import { useLiveLine } from "../chat/live/useLiveLine";
import { t } from "../i18n/text";
import { useSession } from "../session/browser";
import { signOut } from "../session/signOut";
import { useShortcuts } from "../shortcuts/useShortcuts";
import { Avatar } from "../ui/Avatar";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { Icon } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import { PeopleSkeletons } from "../ui/States";
import { ThemeButton } from "../ui/ThemeButton";
import { MainNavigation } from "./MainNavigation";

const Suggestions = lazy(async () => ({ default: (await import("../people/Suggestions")).Suggestions }));
const HelpDialog = lazy(() => import("../shortcuts/HelpDialog"));
const ComposerDialog = lazy(() => import("../posts/ComposerDialog"));

/** The layout of every page behind the log-in: navigation at the side, at the bottom on a phone. */
export function AppLayout() {
  const state = useSession();
  const { pathname, search } = useLocation();
  useDropGuard();
  if (state.kind !== "signedIn") {
    const next = pathname + search;
    const deleted = state.kind === "signedOut" && state.reason === "deleted";
    const expired = state.kind === "signedOut" && state.reason === "expired";
    if (deleted || (next === "/" && !expired)) return <Navigate to="/welcome" replace />;
    return <Navigate to={`/login?next=${encodeURIComponent(next)}`} replace />;
  }
  return <Layout me={state.me} pathname={pathname} />;
}

function Layout({ me, pathname }: { me: Profile; pathname: string }) {
  useLiveLine(me.id);
  const chat = pathname === "/chat" || pathname.startsWith("/chat/");
  // The user's own pages are no place for suggestions.
  const own = pathname.startsWith("/settings") || pathname.toLowerCase().split("/")[1] === `@${me.username}`;
  // An open question has related ones beside it, in place of people.
  const question = /^\/questions\/(?!ask$|tags$|tagged\/)[^/]+$/u.test(pathname);
  const [dialog, setDialog] = useState<"post" | "help" | null>(null);
  const closeDialog = () => setDialog(null);
  const navigation = useNavigation();
  const navigate = useNavigate();
  useShortcuts({
    write: () => setDialog("post"),
    help: () => setDialog("help"),
    search: () => {
      const box = document.querySelector<HTMLInputElement>("main input[type=search]");
      if (box === null) navigate("/search", { state: { focus: true } });
      else box.focus();
    },
  });
  return (
    <div className={chat || question ? "app-layout wide" : "app-layout"}>
      <a className="skip" href="#main">
        {t`Skip to content`}
      </a>
      {navigation.state === "loading" && <div className="loading-bar" aria-hidden="true" />}
      <header className="app-top">
        <Link to="/" className="brand">
          <Logo />
          <span>Social</span>
        </Link>
        <span className="app-tools">
          <Link to={`/@${me.username}`} className="round" aria-label={t`Your profile`}>
            <Avatar person={me} size={28} />
          </Link>
          <ThemeButton />
          <Link to="/settings" className="round" aria-label={t`Settings`}>
            <Icon name="settings" />
          </Link>
        </span>
      </header>
      <nav className="rail" aria-label={t`Main`}>
        <Link to="/" className="brand">
          <Logo size={36} />
          <span>Social</span>
        </Link>
        <MainNavigation me={me} onWrite={() => setDialog("post")} />
        <div className="rail-foot">
          <Link to={`/@${me.username}`} className="rail-me">
            <Avatar person={me} size={40} />
            <span className="person-words">
              <span className="name">{me.displayName}</span>
              <span className="handle">@{me.username}</span>
            </span>
          </Link>
          <div className="rail-tools">
            <ThemeButton />
            <button
              type="button"
              className="round"
              onClick={() => void signOut()}
              aria-label={t`Log out`}
              title={t`Log out`}
            >
              <Icon name="logout" />
            </button>
          </div>
        </div>
      </nav>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {!chat && !question && (
        <aside className="side" aria-label={own ? t`More` : t`People to follow`}>
          {!own && pathname !== "/search" && (
            <div className="panel">
              <h2>{t`People to follow`}</h2>
              <ChunkBoundary onFail={() => undefined} fallback={<PeopleSkeletons count={5} />}>
                <Suggestions />
              </ChunkBoundary>
              <Link to="/search?type=people" className="side-more">
                {t`Find more`}
              </Link>
            </div>
          )}
          <p className="side-note">
            {t`Newest first. No ranking, no ads.`}
            <button type="button" className="side-keys" onClick={() => setDialog("help")}>
              <Icon name="keyboard" size={18} />
              {t`Keyboard shortcuts`}
            </button>
          </p>
        </aside>
      )}
      {dialog !== null && (
        <ChunkBoundary onFail={closeDialog}>
          {dialog === "post" ? <ComposerDialog onClose={closeDialog} /> : <HelpDialog onClose={closeDialog} />}
        </ChunkBoundary>
      )}
    </div>
  );
}

/** A file dropped beside a form would replace the page by the file. */
function useDropGuard() {
  useEffect(() => {
    const prevent = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };
    addEventListener("dragover", prevent);
    addEventListener("drop", prevent);
    return () => {
      removeEventListener("dragover", prevent);
      removeEventListener("drop", prevent);
    };
  }, []);
}
