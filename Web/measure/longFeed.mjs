import { answer, feed } from "./canned.mjs";

/** The slowest of some interactions with 1,000 posts shown, and what 100 and 1,000 posts take. Closes the page. */
export async function measureLongFeed(page, url) {
  const elements = [];
  const heap = [];
  const devtools = await page.context().newCDPSession(page);
  // The same posts everywhere: no system has 1,000 for a new reader.
  let size = 100;
  await page.route("**/api/feed?*", (route) => {
    const asked = new URL(route.request().url());
    asked.searchParams.set("limit", String(size));
    return route.fulfill({ json: feed(asked, size) });
  });
  await page.route("**/like", (route) => route.fulfill({ json: answer("PUT", new URL(route.request().url())) }));
  for (size of [100, 1_000]) {
    await page.goto(url);
    await page.locator("article").first().waitFor();
    await scrollThrough(page);
    await devtools.send("HeapProfiler.collectGarbage");
    elements.push(await page.evaluate(() => document.querySelectorAll("*").length));
    heap.push(Math.round((await devtools.send("Runtime.getHeapUsage")).usedSize / 1024));
  }
  await interact(page);
  const { inp } = await page.evaluate(() => window.measured());
  await page.context().close();
  return { elements, heap, inp };
}

/** To the end and back, so that everything was shown once. */
async function scrollThrough(page) {
  for (let step = 1; step <= 20; step++) {
    await page.evaluate((share) => scrollTo(0, document.body.scrollHeight * share), step / 20);
    await page.waitForTimeout(60);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(500);
}

async function interact(page) {
  const likes = page.getByRole("button", { name: /^Like/u });
  for (let at = 0; at < 3; at++) await likes.nth(at).click();
  const text = page.getByRole("textbox", { name: "Post text" });
  await text.pressSequentially("Typed with a thousand posts");
  await text.press("Escape");
  for (let at = 0; at < 5; at++) await page.keyboard.press("j");
  await page.getByRole("button", { name: "More", exact: true }).nth(2).click();
  await page.keyboard.press("Escape");
  await page.waitForTimeout(1_000);
}
