const items = "main article.post, main .q-row";

/** Moves the focus to the next or previous post or question of the page; from nowhere to the first visible one. */
export function step(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(items)];
  const at = all.findIndex((item) => item.contains(document.activeElement));
  const target = at === -1 ? all.find((item) => item.getBoundingClientRect().bottom > 80) : all[at + by];
  if (target === undefined) return;
  const focusable = target.hasAttribute("tabindex") ? target : target.querySelector<HTMLElement>("a[href]");
  focusable?.focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}

/** Opens the post that has the focus. */
export function openFocused(): boolean {
  const post = document.activeElement;
  if (!(post instanceof HTMLElement) || !post.matches("article.post.clickable")) return false;
  post.querySelector<HTMLElement>(".post-time")?.click();
  return true;
}
