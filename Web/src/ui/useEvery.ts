import { useEffect, useRef } from "react";

const tries = 30;

/** Does something again and again while there is a reason to, and gives up after half a minute of tries. */
export function useEvery(milliseconds: number, reason: boolean, act: () => unknown) {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!reason) return;
    let left = tries;
    const timer = setInterval(() => {
      if (left-- > 0) latest.current();
      else clearInterval(timer);
    }, milliseconds);
    return () => clearInterval(timer);
  }, [reason, milliseconds]);
}
