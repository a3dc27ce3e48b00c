import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { session } from "../session/browser";
import { request } from "./client";
import type { OwnSession, Page } from "./types";

const path = "/api/auth/sessions";
const key = ["sessions"];

/** The user's sessions, newest first. */
export function useSessions() {
  return useInfiniteQuery<Page<OwnSession>, Error, InfiniteData<Page<OwnSession>>, string[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => {
      const from = pageParam === null ? "" : `?cursor=${encodeURIComponent(pageParam)}`;
      return request<Page<OwnSession>>("GET", path + from, { signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    staleTime: 0,
  });
}

/** Ends one session; null ends all but the current one. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) => request("DELETE", id === null ? path : `${path}/${id}`),
    // Refetched after a failure, too: the session may have ended already.
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; new: string }) => request("PUT", "/api/auth/password", { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Deletes the account and ends the session in all tabs. */
export function useDeleteAccount() {
  return useMutation({
    mutationFn: (password: string) => request("DELETE", "/api/auth/me", { body: { password } }),
    onSuccess: () => session.close(),
  });
}
