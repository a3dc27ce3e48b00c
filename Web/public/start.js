// The first script of a page: small, and before everything else. A file of its own, because inline scripts are forbidden.
(() => {
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      // Storage may be forbidden: then there is no chosen theme, and no session that outlives the tab.
      return null;
    }
  };

  // Before the first paint, so that a chosen theme does not flash the other one.
  const theme = stored("social.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

  // The session is refreshed while the app's scripts are still loading. The app takes the response over; see session/browser.ts.
  if (stored("social.session") === null || !("locks" in navigator)) return;
  const abort = new AbortController();
  const { signal } = abort;
  const refresh = () =>
    fetch("/api/auth/refresh", {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: "{}",
      signal,
    });
  window.socialRefreshAbort = abort;
  window.socialRefresh = navigator.locks.request("social.session", { signal }, refresh);
  // Reported by the app; not an unhandled rejection.
  window.socialRefresh.catch(() => undefined);

  // The build names the chunks of Home here, which the router would ask for only after the main script has run.
  if (location.pathname !== "/") return;
  const chunks = document.querySelector('meta[name="home-chunks"]')?.content ?? "";
  for (const href of chunks.split(" ").filter(Boolean)) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  }
})();
