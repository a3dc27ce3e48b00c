/** Calls back once the page has loaded and the browser has nothing else to do; two seconds later at the latest. Returns what cancels it. */
export function whenIdle(task: () => void): () => void {
  let cancel = () => removeEventListener("load", wait);
  const wait = () => {
    if ("requestIdleCallback" in window) {
      const handle = requestIdleCallback(task, { timeout: 2_000 });
      cancel = () => cancelIdleCallback(handle);
    } else {
      const timer = setTimeout(task, 1_000);
      cancel = () => clearTimeout(timer);
    }
  };
  if (document.readyState === "complete") wait();
  else addEventListener("load", wait, { once: true });
  return () => cancel();
}
