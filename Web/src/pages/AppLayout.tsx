import { lazy, Suspense, useState } from "react";
import { Link, Navigate, NavLink, Outlet, useLocation, useNavigation } from "react-router";
import { Suggestions } from "../people/Suggestions";
import { useSession } from "../session/browser";
import { signOut } from "../session/signOut";
import { Avatar } from "../ui/Avatar";
import { Icon, type IconName } from "../ui/Icon";
import { Logo } from "../ui/Logo";
import { ThemeButton } from "../ui/ThemeButton";

const ComposerDialog = lazy(() => import("../posts/ComposerDialog"));

function Item({ to, icon, label, end = false }: { to: string; icon: IconName; label: string; end?: boolean }) {
  return (
    <NavLink to={to} end={end} className="nav-item">
      <Icon name={icon} size={24} />
      <span>{label}</span>
    </NavLink>
  );
}

/** The layout of every page behind the log-in: navigation at the side, at the bottom on a phone. */
export function AppLayout() {
  const state = useSession();
  const [writing, setWriting] = useState(false);
  const { pathname, search } = useLocation();
  const navigation = useNavigation();
  if (state.kind !== "signedIn") {
    const next = pathname + search;
    return <Navigate to={next === "/" ? "/welcome" : `/login?next=${encodeURIComponent(next)}`} replace />;
  }
  const { me } = state;
  return (
    <div className="app-layout">
      <a className="skip" href="#main">
        Skip to content
      </a>
      {navigation.state === "loading" && <div className="loading-bar" aria-hidden="true" />}
      <header className="app-top">
        <Link to="/" className="brand">
          <Logo />
          <span>Social</span>
        </Link>
        <ThemeButton />
      </header>
      <nav className="rail" aria-label="Main">
        <Link to="/" className="brand">
          <Logo size={36} />
          <span>Social</span>
        </Link>
        <div className="rail-items">
          <Item to="/" end icon="home" label="Home" />
          <Item to="/explore" icon="compass" label="Explore" />
          <Item to="/people" icon="people" label="People" />
          <button type="button" className="nav-item nav-write" onClick={() => setWriting(true)}>
            <Icon name="plus" size={24} />
            <span>New post</span>
          </button>
          <Item to={`/@${me.username}`} icon="person" label="Profile" />
          <Item to="/settings" icon="settings" label="Settings" />
        </div>
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
            <button type="button" className="round" onClick={() => void signOut()} aria-label="Log out" title="Log out">
              <Icon name="logout" />
            </button>
          </div>
        </div>
      </nav>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <aside className="side" aria-label="People to follow">
        {pathname !== "/people" && (
          <div className="panel">
            <h2>People to follow</h2>
            <Suggestions />
            <Link to="/people" className="side-more">
              Find more
            </Link>
          </div>
        )}
        <p className="side-note">Newest first. No ranking, no ads.</p>
      </aside>
      {writing && (
        <Suspense fallback={null}>
          <ComposerDialog onClose={() => setWriting(false)} />
        </Suspense>
      )}
    </div>
  );
}
