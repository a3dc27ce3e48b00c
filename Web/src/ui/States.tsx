import { type ReactNode, useEffect, useRef } from "react";
import { errorMessage, Problem } from "../api/problem";
import { t } from "../i18n/text";
import { Icon } from "./Icon";

export function ErrorState({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="panel state" role="alert">
      <Icon name="alert" size={28} />
      <p>{errorMessage(error)}</p>
      {!(error instanceof Problem && error.status === 404) && (
        <button type="button" className="button" onClick={retry}>
          {t`Try again`}
        </button>
      )}
    </div>
  );
}

export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="panel state">
      <Hills />
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** The illustration of empty states. */
export function Hills() {
  return (
    <svg
      className="hills"
      viewBox="0 0 200 90"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <circle className="hills-sun" cx="138" cy="42" r="15" />
      <path className="hills-far" d="M0 90V62c28-20 50-22 78-6s60 12 122-14v48Z" />
      <path className="hills-near" d="M0 90V76c40-12 64-8 96 0s64 6 104-8v22Z" />
    </svg>
  );
}

export function PostSkeletons({ count = 3 }: { count?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical items that never move
        <div key={index} className="post panel skeleton">
          <span className="bone bone-avatar" />
          <span className="bone bone-name" />
          <span className="bone bone-line" />
          <span className="bone bone-line short" />
          {index % 2 === 1 && <span className="bone bone-photo" />}
        </div>
      ))}
    </div>
  );
}

export function PeopleSkeletons({ count = 5 }: { count?: number }) {
  return (
    <div aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical items that never move
        <div key={index} className="person skeleton">
          <span className="bone bone-avatar" />
          <span className="bone bone-name" />
        </div>
      ))}
    </div>
  );
}

interface LoadMoreProps {
  more: boolean;
  loading: boolean;
  failed: boolean;
  load: () => unknown;
}

/** The end of a list: loads the next page before it scrolls into view. The button serves the keyboard and retries. */
export function LoadMore({ more, loading, failed, load }: LoadMoreProps) {
  const end = useRef<HTMLDivElement>(null);
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    if (!more || loading || failed || end.current === null) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: "800px" },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [more, loading, failed]);
  if (!more) return null;
  return (
    <div ref={end} className="more">
      {failed && <p role="alert">{t`Couldn't load more.`}</p>}
      {/* Not `disabled`, which would lose the focus of those who load page after page by keyboard. */}
      <button
        type="button"
        className="button quiet"
        aria-disabled={loading}
        onClick={() => {
          if (!loading) load();
        }}
      >
        {loading ? t`Loading…` : failed ? t`Try again` : t`Load more`}
      </button>
    </div>
  );
}
