import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
} from "@tanstack/react-query";
import type { Page } from "./types";

interface Options {
  enabled?: boolean;
  staleTime?: number;
  /** Shows the pages of the previous key until those of the new one are loaded. */
  keepPrevious?: boolean;
}

type Load<P> = (cursor: string | null, signal: AbortSignal) => Promise<P>;

/** How the pages of a list are loaded, with or without a component that shows them. */
export const pagesOf = <P extends Page<unknown>>(queryKey: QueryKey, load: Load<P>) =>
  infiniteQueryOptions<P, Error, InfiniteData<P, string | null>, QueryKey, string | null>({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
  });

/** The query of a paged list. Not refetched on focus: that would load all its pages again. */
export function usePages<T, P extends Page<T> = Page<T>>(
  queryKey: QueryKey,
  load: Load<P>,
  { enabled = true, staleTime, keepPrevious = false }: Options = {},
) {
  return useInfiniteQuery<P, Error, InfiniteData<P, string | null>, QueryKey, string | null>({
    ...pagesOf(queryKey, load),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    enabled,
    ...(staleTime === undefined ? {} : { staleTime }),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

export type PagesQuery<T> = ReturnType<typeof usePages<T>>;

/** The query string of a page. */
export const pageQuery = (cursor: string | null, limit = 20) => (cursor === null ? { limit } : { limit, cursor });
