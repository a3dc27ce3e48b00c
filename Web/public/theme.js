// Before the first paint, so that a chosen theme does not flash the other one. A file of its own, because inline scripts are forbidden.
(() => {
  try {
    const chosen = localStorage.getItem("social.theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be forbidden; the system's theme holds then.
  }
})();
