import { useEffect, useRef } from "react";

const maxCalls = 30;

/** Calls `callback` at an interval while `enabled`, at most 30 times. */
export function useInterval(milliseconds: number, enabled: boolean, callback: () => unknown) {
  const latest = useRef(callback);
  useEffect(() => {
    latest.current = callback;
  });
  useEffect(() => {
    if (!enabled) return;
    let left = maxCalls;
    const timer = setInterval(() => {
      if (left-- > 0) latest.current();
      else clearInterval(timer);
    }, milliseconds);
    return () => clearInterval(timer);
  }, [enabled, milliseconds]);
}
