import type { InfiniteData } from "@tanstack/react-query";
import type { Page } from "./types";

export type Pages<T> = InfiniteData<Page<T>, string | null>;

/** All loaded items in order, without duplicates: a list that grows between two pages repeats items at their boundary. */
export function flatten<T extends { id: string }>(data: Pages<T> | undefined): T[] {
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

/** How many items of the newest page are not shown yet. */
export function countNewer<T extends { id: string }>(newest: readonly T[], shown: readonly T[]): number {
  const known = new Set(shown.map((item) => item.id));
  const at = newest.findIndex((item) => known.has(item.id));
  return at === -1 ? newest.length : at;
}

/** Inserts an item at the start; a list that is not loaded stays so. */
export function prepend<T extends { id: string }>(data: Pages<T> | undefined, item: T): Pages<T> | undefined {
  if (data === undefined) return undefined;
  const [first = { items: [], next: null }, ...rest] = data.pages;
  const items = [item, ...first.items.filter((other) => other.id !== item.id)];
  return { ...data, pages: [{ ...first, items }, ...rest] };
}

/** Appends an item, unless later pages are still to be loaded: it comes with them. */
export function append<T extends { id: string }>(data: Pages<T> | undefined, item: T): Pages<T> | undefined {
  const last = data?.pages.at(-1);
  if (data === undefined || last === undefined || last.next !== null) return data;
  const items = [...last.items.filter((other) => other.id !== item.id), item];
  return { ...data, pages: [...data.pages.slice(0, -1), { ...last, items }] };
}

/** Replaces each item by what `change` returns; undefined removes it. */
export function mapItems<T>(data: Pages<T> | undefined, change: (item: T) => T | undefined): Pages<T> | undefined {
  if (data === undefined) return undefined;
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map(change).filter((item): item is T & {} => item !== undefined && item !== null),
  }));
  return { ...data, pages };
}
