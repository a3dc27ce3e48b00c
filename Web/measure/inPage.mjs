// Functions that run inside the measured page; each stands alone.

/** Before the page's own scripts: marks the browser as having a session, and collects what the browser reports. */
export function observe() {
  try {
    localStorage.setItem("social.session", "1");
  } catch {
    // The empty page before the first address has no storage.
    return;
  }
  const found = { lcp: 0, cls: 0, inp: 0 };
  const watch = (type, use, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({ type, buffered: true, ...options });
  watch("largest-contentful-paint", (entry) => {
    found.lcp = entry.startTime;
  });
  watch("layout-shift", (entry) => {
    if (!entry.hadRecentInput) found.cls += entry.value;
  });
  const interaction = (entry) => {
    if (entry.interactionId > 0) found.inp = Math.max(found.inp, entry.duration);
  };
  watch("event", interaction, { durationThreshold: 16 });
  window.measured = async () => {
    const scripts = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".js"));
    const size = (list) => list.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    // What the page's HTML names: the chunks of Home are added to the document by a script.
    const html = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    const named = html.querySelectorAll("script[src], link[rel=modulepreload]");
    const addresses = new Set(
      Array.from(
        named,
        (element) => new URL(element.getAttribute("src") ?? element.getAttribute("href"), location.href).href,
      ),
    );
    const initial = scripts.filter(({ name }) => addresses.has(name));
    return { ...found, script: size(scripts), initial: size(initial) };
  };
}

/** A photo with enough detail to weigh what photos weigh, as base64: in the format of the app's photos. */
export function paint(width) {
  const height = Math.round((width * 2) / 3);
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const ink = canvas.getContext("2d");
  const sky = ink.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, "#274c77");
  sky.addColorStop(1, "#f2a93b");
  ink.fillStyle = sky;
  ink.fillRect(0, 0, width, height);
  for (let at = 0; at < 4_000; at++) {
    ink.fillStyle = `hsl(${(at * 37) % 360} 40% 50% / 25%)`;
    ink.fillRect((at * 7_919) % width, (at * 104_729) % height, 3 + (at % 14), 3 + (at % 9));
  }
  return canvas.toDataURL("image/webp", 0.8).split(",")[1];
}
