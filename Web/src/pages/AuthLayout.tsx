import { Link, Navigate, Outlet, useLocation } from "react-router";
import { t } from "../i18n/text";
import { useSession } from "../session/browser";
import { Logo } from "../ui/Logo";
import { ThemeButton } from "../ui/ThemeButton";
import { Landscape } from "./Landscape";

/** The path to return to after logging in; only paths of this site, against open redirects. */
function returnPath(search: string): string {
  const next = new URLSearchParams(search).get("next") ?? "/";
  return /^\/(?![/\\])/u.test(next) ? next : "/";
}

/** The layout of the pages before logging in: a picture beside the form. */
export function AuthLayout() {
  const state = useSession();
  const { search } = useLocation();
  if (state.kind === "signedIn") return <Navigate to={returnPath(search)} replace />;
  return (
    <div className="auth-layout">
      <a className="skip" href="#main">
        {t`Skip to content`}
      </a>
      <header className="auth-top">
        <Link to="/welcome" className="brand">
          <Logo />
          <span>Social</span>
        </Link>
        <ThemeButton />
      </header>
      <Landscape />
      <main id="main" className="auth-main">
        <Outlet />
      </main>
    </div>
  );
}
