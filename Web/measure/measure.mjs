// Measures the web app in Chromium: npm run measure [-- <address> [username password]]
// Without an address: the build in WEB_OUT (or ../artifacts/web), with canned answers of the API.
// Cold cache, fast 4G, a processor four times slower than this one; the median of five runs.
import { chromium } from "playwright-core";
import { observe, paint } from "./inPage.mjs";
import { measureLongFeed } from "./longFeed.mjs";
import { serve } from "./server.mjs";
import { signIn } from "./signIn.mjs";

const runs = Number(process.env.RUNS ?? 5);
const [address, username, password] = process.argv.slice(2);
/** As the developer tools of Chromium define "Fast 4G". */
const fast4g = {
  offline: false,
  latency: 165,
  downloadThroughput: (8.1e6 / 8) | 0,
  uploadThroughput: (1.35e6 / 8) | 0,
};
const limits = { lcp: 2_000, cls: 0.05, inp: 200, script: 120_000 };

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const local =
  address === undefined ? await serve(process.env.WEB_OUT ?? "../artifacts/web", await photos()) : undefined;
const url = address ?? local.url;
const account = local === undefined ? await signIn(url, username, password) : undefined;

const home = await repeat("Home", () => measureHome());
const long = await repeat("long feed", async () => measureLongFeed(await open({ throttled: false }), url));

const figures = [
  ["LCP of Home, ms", of(home, ({ lcp }) => lcp), limits.lcp],
  ["CLS of Home", of(home, ({ cls }) => cls), limits.cls],
  ["initial script, bytes compressed", of(home, ({ initial }) => initial), limits.script],
  ["all script of Home, bytes compressed", of(home, ({ script }) => script), undefined],
  ["INP with 1,000 posts, ms", of(long, ({ inp }) => inp), limits.inp],
  ["elements in the page, 100 posts", of(long, ({ elements }) => elements[0]), undefined],
  ["elements in the page, 1,000 posts", of(long, ({ elements }) => elements[1]), undefined],
  ["JavaScript heap, 100 posts, kB", of(long, ({ heap }) => heap[0]), undefined],
  ["JavaScript heap, 1,000 posts, kB", of(long, ({ heap }) => heap[1]), undefined],
];
for (const [name, value, limit] of figures) {
  const verdict = limit === undefined ? "" : value <= limit ? `  (at most ${limit})` : `  OVER THE LIMIT OF ${limit}`;
  process.stdout.write(`${name.padEnd(40)} ${Math.round(value * 1000) / 1000}${verdict}\n`);
}
await browser.close();
await account?.close();
await local?.close();

/** Says how far it is: a run takes a minute where the machine does much else. */
async function repeat(name, measure) {
  const results = [];
  for (let run = 1; run <= runs; run++) {
    results.push(await measure());
    process.stderr.write(`${name}, run ${run} of ${runs}: ${JSON.stringify(results.at(-1))}\n`);
  }
  return results;
}

async function measureHome() {
  const page = await open({ throttled: true });
  await page.goto(url, { waitUntil: "load" });
  await page.locator("article").first().waitFor();
  await page.waitForTimeout(4_000);
  const figures = await page.evaluate(() => window.measured());
  await page.context().close();
  return figures;
}

/** A page with an empty cache and the session of the account. */
async function open({ throttled }) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  if (account !== undefined) await context.addCookies(await account.cookies());
  await context.addInitScript(observe);
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  if (throttled) await devtools.send("Network.emulateNetworkConditions", fast4g);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  return page;
}

/** A photo and its thumbnail, as wide as those of the posts. */
async function photos() {
  const page = await browser.newPage();
  const [full, thumbnail] = [await page.evaluate(paint, 1_600), await page.evaluate(paint, 640)];
  await page.close();
  return { full: Buffer.from(full, "base64"), thumbnail: Buffer.from(thumbnail, "base64") };
}

/** The median of one figure over all runs. */
function of(runs, figure) {
  const sorted = runs.map(figure).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
