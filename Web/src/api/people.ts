import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { session } from "../session/browser";
import { call } from "./client";
import { merge, type Pages, revise } from "./pages";
import type { Page, Profile } from "./types";

const at = (username: string) => `/api/profiles/${encodeURIComponent(username)}`;

export const profileKey = (username: string) => ["profile", username] as const;

export function useProfile(username: string) {
  return useQuery({
    queryKey: profileKey(username),
    queryFn: ({ signal }) => call<Profile>("GET", at(username), { signal }),
  });
}

function usePeople(key: QueryKey, path: string, enabled = true) {
  return useInfiniteQuery<Page<Profile>, Error, InfiniteData<Page<Profile>, string | null>, QueryKey, string | null>({
    queryKey: ["people", ...key],
    queryFn: ({ pageParam, signal }) => {
      const url = new URL(path, location.origin);
      if (pageParam !== null) url.searchParams.set("cursor", pageParam);
      return call<Page<Profile>>("GET", url.pathname + url.search, { signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export type Side = "followers" | "following";

export const useFollows = (username: string, side: Side) => usePeople([side, username], `${at(username)}/${side}`);

export const useSearch = (text: string) => usePeople(["search", text], `/api/profiles?q=${encodeURIComponent(text)}`);

/** People one does not follow yet. Who is followed meanwhile stays, so that the list does not move under the pointer. */
export function useSuggestions(count: number) {
  const query = usePeople(["search", ""], "/api/profiles?q=");
  const [kept] = useState(() => new Set<string>());
  const me = session.state.kind === "in" ? session.state.me.id : "";
  const people = merge(query.data)
    .filter((one) => one.id !== me && (kept.has(one.id) || !one.isFollowed))
    .slice(0, count);
  for (const one of people) kept.add(one.id);
  return { ...query, people };
}

/** Changes a person wherever they are shown. */
function patch(client: QueryClient, id: string, change: (profile: Profile) => Profile) {
  const one = (profile: Profile) => (profile.id === id ? change(profile) : profile);
  client.setQueriesData<Profile>({ queryKey: ["profile"] }, (profile) => profile && one(profile));
  client.setQueriesData<Pages<Profile>>({ queryKey: ["people"] }, (data) => revise(data, one));
}

const followed = (isFollowed: boolean) => (profile: Profile) =>
  profile.isFollowed === isFollowed
    ? profile
    : { ...profile, isFollowed, followers: profile.followers + (isFollowed ? 1 : -1) };

/** Follows or unfollows: shown at once, taken back when it is refused. */
export function useFollow(profile: Profile) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (follow: boolean) => call(follow ? "PUT" : "DELETE", `${at(profile.username)}/follow`),
    onMutate: (follow) => {
      patch(client, profile.id, followed(follow));
      const me = session.state;
      if (me.kind === "in") {
        patch(client, me.me.id, (mine) => ({ ...mine, following: mine.following + (follow ? 1 : -1) }));
      }
    },
    onError: (_, follow) => {
      patch(client, profile.id, followed(!follow));
      const me = session.state;
      if (me.kind === "in") {
        patch(client, me.me.id, (mine) => ({ ...mine, following: mine.following - (follow ? 1 : -1) }));
      }
    },
    onSuccess: () => {
      // The feed holds other people's posts now; it is read again when it is looked at.
      client.invalidateQueries({ queryKey: ["posts", "feed"], refetchType: "none" });
    },
  });
}

export type Relation = "block" | "mute";

/** Blocks or mutes a person, or ends that. What is shown of them, and of both their followers, is then read anew. */
export function useRelation(profile: Profile, relation: Relation) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (on: boolean) => call(on ? "PUT" : "DELETE", `${at(profile.username)}/${relation}`),
    onSuccess: () =>
      Promise.all([["profile"], ["people"], ["posts"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Takes what an edit of one's own profile answered. */
export function showMyProfile(client: QueryClient, me: Profile) {
  session.edit(me);
  patch(client, me.id, () => me);
  client.invalidateQueries({ queryKey: ["posts"] });
}
