import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";

let seen: string | undefined;

interface Props {
  /** The document's title; screen readers hear it as the page's name. */
  title: string;
  /** The heading to show; without it the title is there for screen readers only. */
  heading?: ReactNode;
  children: ReactNode;
}

/** A page: its title, and its heading takes the focus when one comes here from another page. */
export function Page({ title, heading, children }: Props) {
  const { pathname } = useLocation();
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Social`;
  }, [title]);
  useEffect(() => {
    // The first page is read from its start anyway; a form that took the focus itself keeps it.
    const inside = document.activeElement?.closest("main") ?? null;
    if (seen !== undefined && seen !== pathname && inside === null) top.current?.focus({ preventScroll: true });
    seen = pathname;
  }, [pathname]);
  return (
    <>
      <h1 ref={top} tabIndex={-1} className={heading === undefined ? "unseen" : "page-title"}>
        {heading ?? title}
      </h1>
      {children}
    </>
  );
}
