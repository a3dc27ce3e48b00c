import { useEffect, useRef } from "react";

/** Returns the opposite of the current state at each call, also for clicks that come faster than the page is rendered. */
export function useToggle(on: boolean): () => boolean {
  const state = useRef(on);
  useEffect(() => {
    state.current = on;
  }, [on]);
  return () => {
    state.current = !state.current;
    return state.current;
  };
}
