import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { session } from "../session/browser";
import { call } from "./client";
import type { OwnSession, Page } from "./types";

const path = "/api/auth/sessions";
const key = ["sessions"];

/** Where one is logged in, the newest first. */
export function useSessions() {
  return useInfiniteQuery<Page<OwnSession>, Error, InfiniteData<Page<OwnSession>>, string[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const from = pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`;
      return call<Page<OwnSession>>("GET", path + from, { signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
}

/** Ends one session; with null all others than this one. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) => call("DELETE", id === null ? path : `${path}/${id}`),
    // Whether it was ended or was gone already: the list says what is so.
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; new: string }) => call("PUT", "/api/auth/password", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Deletes the account; with it ends the session, here and in the other tabs. */
export function useFarewell() {
  return useMutation({
    mutationFn: (password: string) => call("DELETE", "/api/auth/me", { body: { password } }),
    onSuccess: () => session.close(),
  });
}
