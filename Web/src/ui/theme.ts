import { useSyncExternalStore } from "react";

export type Theme = "auto" | "light" | "dark";
const listeners = new Set<() => void>();

function current(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

export function setTheme(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "auto") localStorage.removeItem("social.theme");
    else localStorage.setItem("social.theme", theme);
  } catch {
    // Storage may be blocked; the choice then lasts until the page is closed.
  }
  showThemeColor();
  for (const listener of listeners) listener();
}

const barColors = { light: "#f1f4ef", dark: "#0d1310" };

/** Colours the browser's own bars as the chosen theme, else as the system's. */
function showThemeColor(): void {
  const theme = current();
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const system = meta.media.includes("dark") ? "dark" : "light";
    meta.content = barColors[theme === "auto" ? system : theme];
  }
}

showThemeColor();

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, current);
