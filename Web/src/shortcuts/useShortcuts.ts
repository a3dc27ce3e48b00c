import { useEffect, useRef } from "react";
import { modalIsOpen } from "../ui/modals";
import { shortcutsEnabled } from "./settings";
import { openFocused, step } from "./step";

interface Actions {
  write: () => void;
  search: () => void;
  help: () => void;
}

const typing = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const widgets = `${typing}, [role=menu], [role=listbox], [role=dialog], dialog`;

/** The keys that work on every page; `HelpDialog` lists them. */
export function useShortcuts(actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (modalIsOpen() || !(target instanceof Element)) return;
      if (key === "Escape" && target instanceof HTMLElement && target.matches(typing)) return target.blur();
      if (target.closest(widgets) !== null) return;
      if (key === "Enter") return void (openFocused() && event.preventDefault());
      if (!shortcutsEnabled()) return;
      const { write, search, help } = latest.current;
      const bound: Record<string, () => void> = {
        j: () => step(1),
        k: () => step(-1),
        n: write,
        "/": search,
        "?": help,
      };
      const action = bound[key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
