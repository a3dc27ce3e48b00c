import { useWindowVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import {
  type RefObject,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { useLocation } from "react-router";
import type { Post } from "../api/types";
import { shape } from "./photoShape";
import { virtualRange } from "./virtualRange";

/** The measured heights of the lists behind Back, by history entry: without them Back would scroll to another post. */
const measured = new Map<string, VirtualItem[]>();
const maxRemembered = 30;

function remember(key: string, items: VirtualItem[]): void {
  measured.delete(key);
  measured.set(key, items);
  const oldest = measured.keys().next().value;
  if (measured.size > maxRemembered && oldest !== undefined) measured.delete(oldest);
}

/** Which posts of a list are in the page. The window scrolls; `list` is the element around the posts. */
export function useVirtualPosts(posts: readonly Post[], label: string, list: RefObject<HTMLElement | null>) {
  const { key } = useLocation();
  const entry = `${key} ${label}`;
  const top = useTop(list);
  const ids = useIds(posts);
  const [focused, setFocused] = useState(-1);
  const initial = useInitial();
  const virtualizer = useWindowVirtualizer({
    count: posts.length,
    estimateSize: (index) => estimateHeight(posts[index]),
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    scrollMargin: top,
    initialOffset: () => scrollY,
    initialMeasurementsCache: measured.get(entry) ?? [],
    rangeExtractor: ({ startIndex, endIndex, count }) => virtualRange(count, startIndex, endIndex, focused, initial),
  });
  const latest = useRef({ entry, virtualizer });
  useEffect(() => {
    latest.current = { entry, virtualizer };
  });
  useEffect(
    () => () => {
      const { entry: left, virtualizer: used } = latest.current;
      remember(left, used.takeSnapshot());
    },
    [],
  );
  return {
    items: virtualizer.getVirtualItems(),
    total: virtualizer.getTotalSize(),
    top,
    measure: virtualizer.measureElement,
    setFocused,
  };
}

/** The ids of the posts: the same array while they are the same, since with another one all heights are added up again. */
function useIds(posts: readonly Post[]): readonly string[] {
  const last = useRef<readonly string[]>([]);
  return useMemo(() => {
    const ids = posts.map(({ id }) => id);
    if (ids.length !== last.current.length || ids.some((id, at) => id !== last.current[at])) last.current = ids;
    return last.current;
  }, [posts]);
}

/** True until the first render is painted. */
function useInitial(): boolean {
  const [initial, setInitial] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => startTransition(() => setInitial(false)));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return initial;
}

/** The height of a post before it is measured, in pixels. */
function estimateHeight(post: Post | undefined): number {
  if (post === undefined) return 0;
  const [photo] = post.images;
  const lines = Math.min(10, Math.ceil(post.text.length / 70));
  const photos = photo === undefined ? 0 : post.images.length > 1 ? 420 : Math.min(640, 580 / shape(photo).ratio);
  return 136 + lines * 25 + photos;
}

/** How far an element is below the top of the document. What stands above it may grow: a form, the stories. */
function useTop(list: RefObject<HTMLElement | null>): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const read = () => setTop(Math.round(element.getBoundingClientRect().top + scrollY));
    read();
    const watch = new ResizeObserver(read);
    watch.observe(element.closest("main") ?? element);
    return () => watch.disconnect();
  }, [list]);
  return top;
}
