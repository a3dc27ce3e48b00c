import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { Notification } from "./types";
import { pageQuery, usePages } from "./usePages";

const unreadKey = ["notifications", "unread"];

/** Likes, comments, mentions and follows that concern the user, newest first, grouped by the API. */
export const useNotifications = () =>
  usePages<Notification>(
    ["notifications", "list"],
    (cursor, signal) => unwrap(api.GET("/api/notifications", { params: { query: pageQuery(cursor) }, signal })),
    { staleTime: 0 },
  );

/** The number of unread notifications, polled every 10 s while the page is visible, and on focus. */
export function useUnreadCount(): number {
  const { data } = useQuery({
    queryKey: unreadKey,
    queryFn: ({ signal }) => unwrap(api.GET("/api/notifications/unread", { signal })),
    refetchInterval: 10_000,
    refetchOnWindowFocus: "always",
    staleTime: 5_000,
  });
  return data?.count ?? 0;
}

/** Marks what happened up to `upTo` as read; later notifications stay unread. */
export function useMarkRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (upTo: string) => unwrap(api.POST("/api/notifications/read", { body: { upTo } })),
    onSuccess: () => client.invalidateQueries({ queryKey: unreadKey }),
  });
}
