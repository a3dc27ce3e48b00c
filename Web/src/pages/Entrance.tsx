import { Link, Navigate, Outlet, useLocation } from "react-router";
import { useSession } from "../session/browser";
import { Mark } from "../ui/Mark";
import { ThemeButton } from "../ui/ThemeButton";
import { Landscape } from "./Landscape";

/** Where one was going when the log-in came between; only paths of this site. */
export function destination(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return /^\/(?![/\\])/u.test(next) ? next : "/";
}

/** Around the pages before the log-in: the picture on one side, the form on the other. */
export function Entrance() {
  const state = useSession();
  const { search } = useLocation();
  if (state.kind === "in") return <Navigate to={destination(search)} replace />;
  return (
    <div className="entrance">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="entrance-top">
        <Link to="/welcome" className="brand">
          <Mark />
          <span>Social</span>
        </Link>
        <ThemeButton />
      </header>
      <Landscape />
      <main id="main" className="entrance-main">
        <Outlet />
      </main>
    </div>
  );
}
