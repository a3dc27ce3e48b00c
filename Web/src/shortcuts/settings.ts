import { useSyncExternalStore } from "react";

const key = "social.shortcuts";
const listeners = new Set<() => void>();

function load(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

let on = load();

/** Single keys are a trap for speech input, so they can be turned off. */
export function setShortcuts(enabled: boolean): void {
  on = enabled;
  try {
    if (enabled) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch {
    // Storage may be blocked; the choice then lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const shortcutsEnabled = (): boolean => on;

export const useShortcutsEnabled = (): boolean => useSyncExternalStore(subscribe, shortcutsEnabled);
