import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "./types";

export type Pages<T> = InfiniteData<Page<T>, string | null>;

/** Everything loaded so far, in order, each id once: a list that grows while it is read repeats items at a page's edge. */
export function merge<T extends { id: string }>(data: Pages<T> | undefined): T[] {
  const seen = new Set<string>();
  const items: T[] = [];
  for (const page of data?.pages ?? []) {
    for (const item of page.items) {
      if (seen.has(item.id)) continue;
      seen.add(item.id);
      items.push(item);
    }
  }
  return items;
}

/** How many items of the newest page stand before what is already shown. */
export function newer<T extends { id: string }>(newest: readonly T[], shown: readonly T[]): number {
  const known = new Set(shown.map((item) => item.id));
  const at = newest.findIndex((item) => known.has(item.id));
  return at === -1 ? newest.length : at;
}

/** Puts an item before all others; without anything loaded there is nothing to change. */
export function prepend<T extends { id: string }>(data: Pages<T> | undefined, item: T): Pages<T> | undefined {
  if (data === undefined) return undefined;
  const [first = { items: [], next: null }, ...rest] = data.pages;
  const items = [item, ...first.items.filter((other) => other.id !== item.id)];
  return { ...data, pages: [{ ...first, items }, ...rest] };
}

/** Puts an item after all others; while later pages are not loaded it comes with them. */
export function append<T extends { id: string }>(data: Pages<T> | undefined, item: T): Pages<T> | undefined {
  const last = data?.pages.at(-1);
  if (data === undefined || last === undefined || last.next !== null) return data;
  const items = [...last.items.filter((other) => other.id !== item.id), item];
  return { ...data, pages: [...data.pages.slice(0, -1), { ...last, items }] };
}

/** Changes the items that `change` answers something else for; undefined removes one. */
export function revise<T>(data: Pages<T> | undefined, change: (item: T) => T | undefined): Pages<T> | undefined {
  if (data === undefined) return undefined;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map(change).filter((item): item is T & {} => item !== undefined && item !== null),
  }));
  return { ...data, pages };
}
