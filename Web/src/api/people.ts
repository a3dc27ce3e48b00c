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
import { request } from "./client";
import { flatten, mapItems, type Pages } from "./pages";
import type { Page, Profile } from "./types";

const profilePath = (username: string) => `/api/profiles/${encodeURIComponent(username)}`;

export const profileKey = (username: string) => ["profile", username] as const;

export function useProfile(username: string) {
  return useQuery({
    queryKey: profileKey(username),
    queryFn: ({ signal }) => request<Profile>("GET", profilePath(username), { signal }),
  });
}

function usePeople(key: QueryKey, path: string, enabled = true) {
  return useInfiniteQuery<Page<Profile>, Error, InfiniteData<Page<Profile>, string | null>, QueryKey, string | null>({
    queryKey: ["people", ...key],
    queryFn: ({ pageParam, signal }) => {
      const url = new URL(path, location.origin);
      if (pageParam !== null) url.searchParams.set("cursor", pageParam);
      return request<Page<Profile>>("GET", url.pathname + url.search, { signal });
    },
    initialPageParam: null,
    getNextPageParam: (last) => last.next,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export type Side = "followers" | "following";

export const useFollows = (username: string, side: Side) =>
  usePeople([side, username], `${profilePath(username)}/${side}`);

export const useSearch = (text: string) => usePeople(["search", text], `/api/profiles?q=${encodeURIComponent(text)}`);

/** People the user does not follow yet. One who is followed meanwhile stays, so that the list does not move under the pointer. */
export function useSuggestions(count: number) {
  const query = usePeople(["search", ""], "/api/profiles?q=");
  const [kept] = useState(() => new Set<string>());
  const me = session.state.kind === "signedIn" ? session.state.me.id : "";
  const people = flatten(query.data)
    .filter((one) => one.id !== me && (kept.has(one.id) || !one.isFollowed))
    .slice(0, count);
  for (const one of people) kept.add(one.id);
  return { ...query, people };
}

/** Updates a profile in every cached list. */
function patchProfile(client: QueryClient, id: string, change: (profile: Profile) => Profile) {
  const one = (profile: Profile) => (profile.id === id ? change(profile) : profile);
  client.setQueriesData<Profile>({ queryKey: ["profile"] }, (profile) => profile && one(profile));
  client.setQueriesData<Pages<Profile>>({ queryKey: ["people"] }, (data) => mapItems(data, one));
}

const followed = (isFollowed: boolean) => (profile: Profile) =>
  profile.isFollowed === isFollowed
    ? profile
    : { ...profile, isFollowed, followers: profile.followers + (isFollowed ? 1 : -1) };

/** Follows or unfollows: an optimistic update, rolled back on failure. */
export function useFollow(profile: Profile) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (follow: boolean) => request(follow ? "PUT" : "DELETE", `${profilePath(profile.username)}/follow`),
    onMutate: (follow) => {
      patchProfile(client, profile.id, followed(follow));
      const me = session.state;
      if (me.kind === "signedIn") {
        patchProfile(client, me.me.id, (mine) => ({ ...mine, following: mine.following + (follow ? 1 : -1) }));
      }
    },
    onError: (_, follow) => {
      patchProfile(client, profile.id, followed(!follow));
      const me = session.state;
      if (me.kind === "signedIn") {
        patchProfile(client, me.me.id, (mine) => ({ ...mine, following: mine.following - (follow ? 1 : -1) }));
      }
    },
    onSuccess: () => {
      // The feed has other authors now; it is refetched when it is next shown.
      client.invalidateQueries({ queryKey: ["posts", "feed"], refetchType: "none" });
    },
  });
}

export type Relation = "block" | "mute";

/** Blocks, mutes, unblocks or unmutes. Profiles, lists and posts are refetched, since any of them may change. */
export function useRelation(profile: Profile, relation: Relation) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (on: boolean) => request(on ? "PUT" : "DELETE", `${profilePath(profile.username)}/${relation}`),
    onSuccess: () =>
      Promise.all([["profile"], ["people"], ["posts"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** Shows an edited own profile everywhere. */
export function showMyProfile(client: QueryClient, me: Profile) {
  session.edit(me);
  patchProfile(client, me.id, () => me);
  client.invalidateQueries({ queryKey: ["posts"] });
}
