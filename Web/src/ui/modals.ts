import { useSyncExternalStore } from "react";

let open = 0;
const listeners = new Set<() => void>();

/** Counts a modal dialog as open; returns what to call when it closes. */
export function modalOpened(): () => void {
  const change = (by: number) => {
    open += by;
    document.documentElement.classList.toggle("scroll-locked", open > 0);
    for (const listener of listeners) listener();
  };
  change(1);
  return () => change(-1);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const modalIsOpen = (): boolean => open > 0;

export const useModalOpen = (): boolean => useSyncExternalStore(subscribe, modalIsOpen);
