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

  // The language before the first text: what was chosen here, else the first of the browser's languages that there is.
  const languages = ["en", "de"];
  const wanted = [stored("social.language"), ...navigator.languages].map((tag) => tag?.toLowerCase().split("-")[0]);
  const language = wanted.find((tag) => languages.includes(tag)) ?? "en";
  document.documentElement.lang = language;
  document.documentElement.dir = ["ar", "fa", "he", "ur"].includes(language) ? "rtl" : "ltr";
  const preload = (href) =>
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
  // The build names the chunks here that would otherwise be asked for only after the main script has run.
  const chunks = (name) => (document.querySelector(`meta[name="${name}"]`)?.content ?? "").split(" ").filter(Boolean);
  for (const href of chunks(`catalogue-${language}`)) preload(href);

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

  if (location.pathname !== "/") return;
  for (const href of chunks("home-chunks")) preload(href);

  // What the app shows first is asked for as soon as there is a token, and its photos as soon as it is there. See api/earlyFeed.ts.
  window.socialFeed = window.socialRefresh
    .then(async (refreshed) => {
      if (!refreshed.ok) return;
      const { accessToken: token } = await refreshed.clone().json();
      const headers = { Authorization: `Bearer ${token}` };
      const response = await fetch("/api/feed?limit=20", { credentials: "same-origin", headers });
      if (response.ok)
        response
          .clone()
          .json()
          .then(loadPhotos, () => undefined);
      return { token, response };
    })
    // The app asks itself.
    .catch(() => undefined);

  /** The photos of the first posts, from the files that PhotoGrid chooses: see posts/photoShape.ts. */
  function loadPhotos({ items }) {
    for (const { images } of items.slice(0, 2)) {
      for (const image of images.slice(0, 5)) loadPhoto(image, images.length === 1);
    }
  }

  // By an image, since browsers warn of a preload that is used late.
  function loadPhoto({ url, thumbnailUrl, width, height }, single) {
    const image = new Image();
    image.fetchPriority = "high";
    const longest = Math.max(width, height);
    if (single && longest > 640 && url !== thumbnailUrl) {
      const ratio = Math.min(3.5, Math.max(0.4, width / Math.max(1, height)));
      const thumbnailWidth = Math.max(1, Math.round((width * 640) / longest));
      image.sizes = `min(${Math.round(640 * ratio)}px, 100vw - 60px, 582px)`;
      image.srcset = `${thumbnailUrl} ${thumbnailWidth}w, ${url} ${width}w`;
    }
    image.src = single ? url : thumbnailUrl;
  }
})();
