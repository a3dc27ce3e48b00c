import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, publicApi, unwrap } from "./client";
import { flatten, mapItems, type Pages, prepend } from "./pages";
import type { Member, Room } from "./types";
import { pageQuery, usePages } from "./usePages";

export const roomsKey = ["chat", "rooms"] as const;
export const roomKey = (id: string) => ["chat", "room", id] as const;
export const membersKey = (id: string) => ["chat", "members", id] as const;
const invitesKey = (id: string) => ["chat", "invites", id] as const;

/** How many messages one request asks for. */
export const messagePage = 50;

/** The user's rooms; the room list itself orders them. */
export const useRooms = () =>
  usePages<Room>(roomsKey, (cursor, signal) =>
    unwrap(api.GET("/api/rooms", { params: { query: pageQuery(cursor, 50) }, signal })),
  );

export const fetchRoom = (id: string, signal?: AbortSignal) =>
  unwrap(api.GET("/api/rooms/{id}", { params: { path: { id } }, ...(signal && { signal }) }));

export function useRoom(id: string) {
  const client = useQueryClient();
  const listed = flatten(client.getQueryData<Pages<Room>>(roomsKey)).find((room) => room.id === id);
  return useQuery({
    queryKey: roomKey(id),
    queryFn: ({ signal }) => fetchRoom(id, signal),
    // What the list knows is shown until the room itself is loaded.
    ...(listed && { placeholderData: listed }),
  });
}

/** Changes a room in every cached query. */
export function patchRoom(client: QueryClient, id: string, change: (room: Room) => Room): void {
  client.setQueryData<Room>(roomKey(id), (room) => room && change(room));
  client.setQueryData<Pages<Room>>(roomsKey, (data) =>
    mapItems(data, (room) => (room.id === id ? change(room) : room)),
  );
}

/** Shows a room that was made, opened or joined. */
function showRoom(client: QueryClient, room: Room): void {
  client.setQueryData<Room>(roomKey(room.id), room);
  client.setQueryData<Pages<Room>>(roomsKey, (data) => prepend(data, room));
}

/** Takes a room out of the list: it was left or deleted. */
export function dropRoom(client: QueryClient, id: string): void {
  client.setQueryData<Pages<Room>>(roomsKey, (data) => mapItems(data, (room) => (room.id === id ? undefined : room)));
  // Where the room is open it is asked for again, and the page says that it is no longer there.
  void client.invalidateQueries({ queryKey: roomKey(id) });
}

export function useOpenDirect() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (username: string) => unwrap(api.POST("/api/direct/{username}", { params: { path: { username } } })),
    onSuccess: (room) => showRoom(client, room),
  });
}

export function useCreateRoom() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, key }: { name: string; key: string }) =>
      unwrap(api.POST("/api/rooms", { params: { header: { "Idempotency-Key": key } }, body: { name } })),
    onSuccess: (room) => showRoom(client, room),
  });
}

export function useRenameRoom(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(api.PATCH("/api/rooms/{id}", { params: { path: { id } }, body: { name } })),
    onSuccess: ({ name }) => patchRoom(client, id, (room) => ({ ...room, name })),
  });
}

export const leaveRoom = (id: string) => unwrap(api.DELETE("/api/rooms/{id}/members/me", { params: { path: { id } } }));

export const deleteRoom = (id: string) => unwrap(api.DELETE("/api/rooms/{id}", { params: { path: { id } } }));

/** A room's members in the order in which they joined. The conversation only needs the first page. */
export const useMembers = (id: string) =>
  usePages<Member>(membersKey(id), (cursor, signal) =>
    unwrap(api.GET("/api/rooms/{id}/members", { params: { path: { id }, query: pageQuery(cursor, 100) }, signal })),
  );

/** Changes a member in the cached list. */
export const patchMember = (client: QueryClient, room: string, user: string, change: (member: Member) => Member) =>
  client.setQueryData<Pages<Member>>(membersKey(room), (data) =>
    mapItems(data, (member) => (member.id === user ? change(member) : member)),
  );

export function useMemberChanges(id: string) {
  const client = useQueryClient();
  const refetch = () =>
    Promise.all([membersKey(id), roomKey(id)].map((queryKey) => client.invalidateQueries({ queryKey })));
  const setRole = useMutation({
    mutationFn: ({ username, role }: { username: string; role: "owner" | "member" }) =>
      unwrap(api.PUT("/api/rooms/{id}/members/{username}", { params: { path: { id, username } }, body: { role } })),
    onSuccess: refetch,
  });
  const remove = useMutation({
    mutationFn: (username: string) =>
      unwrap(api.DELETE("/api/rooms/{id}/members/{username}", { params: { path: { id, username } } })),
    onSuccess: refetch,
  });
  return { setRole, remove };
}

export const useInvites = (id: string) =>
  useQuery({
    queryKey: invitesKey(id),
    queryFn: ({ signal }) => unwrap(api.GET("/api/rooms/{id}/invites", { params: { path: { id } }, signal })),
    staleTime: 0,
  });

interface NewInvite {
  maxUses: number | null;
  expiresInHours: number;
  /** Makes a retry the same invite. */
  key: string;
}

export function useInviteChanges(id: string) {
  const client = useQueryClient();
  const refetch = () => client.invalidateQueries({ queryKey: invitesKey(id) });
  const create = useMutation({
    mutationFn: ({ maxUses, expiresInHours, key }: NewInvite) =>
      unwrap(
        api.POST("/api/rooms/{id}/invites", {
          params: { path: { id }, header: { "Idempotency-Key": key } },
          body: { maxUses, expiresInHours },
        }),
      ),
    onSuccess: refetch,
  });
  const revoke = useMutation({
    mutationFn: (inviteId: string) =>
      unwrap(api.DELETE("/api/rooms/{id}/invites/{inviteId}", { params: { path: { id, inviteId } } })),
    onSuccess: refetch,
  });
  return { create, revoke };
}

export const useInvitePreview = (token: string) =>
  useQuery({
    queryKey: ["chat", "invite", token],
    queryFn: ({ signal }) => unwrap(publicApi.GET("/api/invites/{token}", { params: { path: { token } }, signal })),
    staleTime: 0,
  });

export function useJoinRoom(token: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/api/invites/{token}", { params: { path: { token } } })),
    onSuccess: (room) => showRoom(client, room),
  });
}
