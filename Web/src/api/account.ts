import { useMutation, useQueryClient } from "@tanstack/react-query";
import { removeDrafts } from "../posts/draftStorage";
import { session } from "../session/browser";
import { api, unwrap } from "./client";
import type { OwnSession } from "./types";
import { pageQuery, usePages } from "./usePages";

const key = ["sessions"];

/** The user's sessions, newest first. */
export const useSessions = () =>
  usePages<OwnSession>(
    key,
    (cursor, signal) => unwrap(api.GET("/api/auth/sessions", { params: { query: pageQuery(cursor) }, signal })),
    { staleTime: 0 },
  );

/** Ends one session; null ends all but the current one. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) =>
      id === null
        ? unwrap(api.DELETE("/api/auth/sessions"))
        : unwrap(api.DELETE("/api/auth/sessions/{id}", { params: { path: { id } } })),
    // Refetched after a failure, too: the session may have ended already.
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  });
}

export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { current: string; new: string }) => unwrap(api.PUT("/api/auth/password", { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}

/** Deletes the account and ends the session in all tabs. */
export function useDeleteAccount() {
  return useMutation({
    mutationFn: (password: string) => unwrap(api.DELETE("/api/auth/me", { body: { password } })),
    onSuccess: async () => {
      if (session.state.kind === "signedIn") await removeDrafts(session.state.me.id);
      session.close("deleted");
    },
  });
}
