import { type QueryClient, type QueryKey, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { session } from "../session/browser";
import { api, unwrap } from "./client";
import { flatten, mapItems, type Pages } from "./pages";
import { Toggles } from "./toggle";
import type { Page, Profile } from "./types";
import { pageQuery, usePages } from "./usePages";

const profileKey = (username: string) => ["profile", username] as const;

export function useProfile(username: string) {
  return useQuery({
    queryKey: profileKey(username),
    queryFn: ({ signal }) => unwrap(api.GET("/api/profiles/{username}", { params: { path: { username } }, signal })),
  });
}

/** A list of people; all are patched together when a profile changes. */
const usePeople = (key: QueryKey, load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Profile>>) =>
  usePages<Profile>(["people", ...key], load, { keepPrevious: true });

export type FollowList = "followers" | "following";

export const useFollows = (username: string, list: FollowList) =>
  usePeople([list, username], (cursor, signal) => {
    const init = { params: { path: { username }, query: pageQuery(cursor) }, signal };
    return list === "followers"
      ? unwrap(api.GET("/api/profiles/{username}/followers", init))
      : unwrap(api.GET("/api/profiles/{username}/following", init));
  });

export type ApartList = "blocked" | "muted";

/** Whom the user blocks or mutes, the latest first. */
export const useApart = (list: ApartList) =>
  usePeople([list], (cursor, signal) => {
    const init = { params: { query: pageQuery(cursor) }, signal };
    return list === "blocked"
      ? unwrap(api.GET("/api/profiles/me/blocked", init))
      : unwrap(api.GET("/api/profiles/me/muted", init));
  });

/** Who likes a post, the latest first. */
export const useLikers = (id: string) =>
  usePeople(["likes", id], (cursor, signal) =>
    unwrap(api.GET("/api/posts/{id}/likes", { params: { path: { id }, query: pageQuery(cursor) }, signal })),
  );

export const usePeopleSearch = (q: string) =>
  usePeople(["search", q], (cursor, signal) =>
    unwrap(api.GET("/api/profiles", { params: { query: { ...pageQuery(cursor), q } }, signal })),
  );

/** People the user does not follow yet. One who is followed meanwhile stays, so that the list does not move under the pointer. */
export function useSuggestions(count: number) {
  const query = usePeopleSearch("");
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

function showFollow(client: QueryClient, id: string, follow: boolean) {
  patchProfile(client, id, followed(follow));
  const state = session.state;
  if (state.kind !== "signedIn") return;
  const me = { ...state.me, following: state.me.following + (follow ? 1 : -1) };
  session.updateProfile(me);
  patchProfile(client, me.id, (mine) => ({ ...mine, following: mine.following + (follow ? 1 : -1) }));
}

const follows = new Toggles();

/** Follows or unfollows: an optimistic update, rolled back on failure. */
export function useFollow({ id, username }: Profile) {
  const client = useQueryClient();
  const params = { path: { username } };
  return useMutation({
    mutationFn: (follow: boolean) =>
      follows.set(
        id,
        follow,
        (on) =>
          on
            ? unwrap(api.PUT("/api/profiles/{username}/follow", { params }))
            : unwrap(api.DELETE("/api/profiles/{username}/follow", { params })),
        (confirmed) => showFollow(client, id, confirmed),
      ),
    onMutate: (follow) => showFollow(client, id, follow),
    onSuccess: () => {
      // The feed has other authors now; it is refetched when it is next shown.
      client.invalidateQueries({ queryKey: ["posts", "feed"], refetchType: "none" });
    },
  });
}

export type Relation = "block" | "mute";

/** Blocks, mutes, unblocks or unmutes. Profiles, lists and posts are refetched, since any of them may change. */
export function useRelation({ username }: Profile, relation: Relation) {
  const client = useQueryClient();
  const params = { path: { username } };
  const send = (on: boolean) => {
    if (relation === "block") {
      return on
        ? unwrap(api.PUT("/api/profiles/{username}/block", { params }))
        : unwrap(api.DELETE("/api/profiles/{username}/block", { params }));
    }
    return on
      ? unwrap(api.PUT("/api/profiles/{username}/mute", { params }))
      : unwrap(api.DELETE("/api/profiles/{username}/mute", { params }));
  };
  return useMutation({
    mutationFn: send,
    onSuccess: () =>
      Promise.all(
        [["profile"], ["people"], ["posts"], ["stories"], ["notifications"]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Saves name and bio of the user. */
export function useEditProfile(me: Profile) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { displayName: string; bio: string }) => unwrap(api.PATCH("/api/profiles/me", { body })),
    onSuccess: (profile) => showMyProfile(client, { ...me, ...profile }),
  });
}

/** Shows an edited own profile everywhere. */
export function showMyProfile(client: QueryClient, me: Profile) {
  session.updateProfile(me);
  patchProfile(client, me.id, () => me);
  client.invalidateQueries({ queryKey: ["posts"] });
}
