/** Focuses the page's heading if focus was lost, because the focused element was removed or disabled. */
export function focusFallback(): void {
  setTimeout(() => {
    const active = document.activeElement;
    if (active !== null && active !== document.body) return;
    document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
  });
}
