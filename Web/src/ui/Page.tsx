import { type ReactNode, useEffect, useRef } from "react";
import { useLocation } from "react-router";

let lastPath: string | undefined;

interface Props {
  /** The document's title. */
  title: string;
  /** The visible heading; without it the title is a heading for screen readers only. */
  heading?: ReactNode;
  children: ReactNode;
}

/** A page: sets the document's title and focuses its heading after navigation. */
export function Page({ title, heading, children }: Props) {
  const { pathname } = useLocation();
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Social`;
  }, [title]);
  useEffect(() => {
    // Not on the first page, and not if an element of the page has taken the focus itself.
    const inside = document.activeElement?.closest("main") ?? null;
    if (lastPath !== undefined && lastPath !== pathname && inside === null)
      headingRef.current?.focus({ preventScroll: true });
    lastPath = pathname;
  }, [pathname]);
  return (
    <>
      <h1 ref={headingRef} tabIndex={-1} className={heading === undefined ? "visually-hidden" : "page-title"}>
        {heading ?? title}
      </h1>
      {children}
    </>
  );
}
