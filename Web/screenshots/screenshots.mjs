// Pictures of every page: npm run screenshots -- <address> <username> <password>
// Of a running, seeded system (`dotnet run --project AppHost -- --seed` prints the log-in). They land in docs/screenshots, or in OUT.
// VARIANTS chooses among light, dark, phone, phone-light, narrow and forced; see variants.mjs.
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { signIn } from "../measure/signIn.mjs";
import { findContent } from "./content.mjs";
import { index } from "./index.mjs";
import { pagesOf } from "./pages.mjs";
import { variants } from "./variants.mjs";

const [address, username, password] = process.argv.slice(2);
if (password === undefined) throw new Error("Usage: npm run screenshots -- <address> <username> <password>");
const chosen = (process.env.VARIANTS ?? "light,phone").split(",");
const folder = process.env.OUT ?? "../docs/screenshots";
const only = process.env.PAGES?.split(",");

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
});
const account = await signIn(address, username, password);
const pages = pagesOf(await findContent(address, username, password)).filter(
  ({ name }) => only === undefined || only.includes(name),
);
let bytes = 0;
for (const variant of chosen) {
  const member = await open(variant, true);
  const visitor = await open(variant, false);
  for (const page of pages) bytes += await take(page.visitor === true ? visitor : member, page, variant);
  await member.context().close();
  await visitor.context().close();
}
await browser.close();
await account.close();
if (only === undefined && process.env.OUT === undefined) {
  const kept = new Set(pages.flatMap(({ name }) => chosen.map((variant) => fileName(name, variant))));
  for (const file of await readdir(folder)) if (file.endsWith(".webp") && !kept.has(file)) await rm(join(folder, file));
  await writeFile(join(folder, "README.md"), index(pages, chosen, fileName));
}
process.stdout.write(`${pages.length * chosen.length} pictures, ${Math.round(bytes / 1024)} kB, in ${folder}\n`);

function fileName(name, variant) {
  return `${name}-${variant}.webp`;
}

async function open(variant, asMember) {
  const { context: options } = variants[variant];
  const context = await browser.newContext({
    reducedMotion: "reduce",
    serviceWorkers: "block",
    baseURL: address,
    ...options,
  });
  if (asMember) {
    await context.addCookies(await account.cookies());
    await context.addInitScript(() => localStorage.setItem("social.session", "1"));
  }
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const devtools = await context.newCDPSession(page);
  // Hidden by the browser's flag alone they still take their room.
  await devtools.send("Emulation.setScrollbarsHidden", { hidden: true });
  const report = (text) => process.stderr.write(`${variant} ${page.url()}: ${text}\n`);
  page.on("console", (message) => message.type() === "error" && report(message.text()));
  page.on("pageerror", (error) => report(String(error)));
  return page;
}

/** Shows the page, takes its picture and says what is wider than the window. Resolves to the size of the picture. */
async function take(page, { name, path, act }, variant) {
  await page.goto(path);
  await settle(page);
  if (act !== undefined) {
    await act(page);
    await settle(page);
  }
  const { innerWidth, scrollWidth } = await page.evaluate(() => ({
    innerWidth,
    scrollWidth: document.documentElement.scrollWidth,
  }));
  if (scrollWidth > innerWidth) process.stderr.write(`${variant} ${path}: ${scrollWidth - innerWidth} px too wide\n`);
  const { width, height } = page.viewportSize();
  const devtools = await page.context().newCDPSession(page);
  const { scale, quality } = variants[variant];
  const { data } = await devtools.send("Page.captureScreenshot", {
    format: "webp",
    quality,
    clip: { x: 0, y: 0, width, height, scale },
  });
  await devtools.detach();
  const picture = Buffer.from(data, "base64");
  await writeFile(join(folder, fileName(name, variant)), picture);
  return picture.length;
}

/** Until nothing loads: no placeholder is left, and every visible photo is there. */
async function settle(page) {
  await page.waitForFunction(
    () =>
      document.querySelector(".skeleton, .splash[aria-busy], [role=status] .bone") === null &&
      document.querySelector("h1, h2, [role=dialog]") !== null &&
      document.fonts.status === "loaded" &&
      [...document.images].every((image) => image.complete || image.getBoundingClientRect().top > innerHeight),
  );
  await page.waitForTimeout(400);
}
