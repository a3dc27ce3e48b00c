import type { Reply } from "../api/types";
import { loadPhotos, savePhotos } from "../posts/draftStorage";

/** A photo of a message that is not confirmed yet. */
export interface PendingPhoto {
  id: string;
  alt: string;
  /** Null while it is read from storage, or when it could not be kept there. */
  file: File | null;
  /** Object URL of the file, revoked when the message leaves the outbox. */
  url: string | null;
}

/** A message that was sent here and is not confirmed yet. Its id is the message's, so a retry is the same message. */
export interface PendingMessage {
  id: string;
  text: string;
  photos: readonly PendingPhoto[];
  replyTo: Reply | null;
  sentAt: string;
  /** One that waits is sent again by itself as soon as there is a connection; one that failed was refused or cancelled. */
  state: "sending" | "waiting" | "failed";
  /** Why it failed. */
  error: string | null;
  /** The share of its photos that is uploaded, from 0 to 1. */
  progress: number;
}

// With the prefix of drafts, so that they are removed together with the account.
const key = (user: string, room: string) => `social.draft.${user}/outbox/${room}`;

const isPending = (value: unknown): value is PendingMessage =>
  typeof value === "object" && value !== null && "id" in value && "text" in value && "sentAt" in value;

// Files are kept in the drafts' own store, so that they are removed together with the account, too.
const photoSlot = (user: string, room: string, message: string) => `${user}/outbox/${room}/${message}`;

export const toPendingPhoto = (file: File, alt: string): PendingPhoto => ({
  id: crypto.randomUUID(),
  alt,
  file,
  url: URL.createObjectURL(file),
});

const listeners = new Set<() => void>();

/** Hears of every change of an outbox in this tab. */
export function onOutboxChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The rooms in which the user wrote something that is not confirmed. */
export function roomsWithOutbox(user: string): string[] {
  const prefix = key(user, "");
  try {
    const keys = Object.keys(localStorage).filter((name) => name.startsWith(prefix));
    return keys.map((name) => name.slice(prefix.length));
  } catch {
    return [];
  }
}

/** What was not confirmed when the page was left. Whether it arrived is unknown, and sending it again finds out. */
export function loadOutbox(user: string, room: string): PendingMessage[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key(user, room)) ?? "[]");
    if (!Array.isArray(saved)) return [];
    return saved.filter(isPending).map((message) => ({
      ...message,
      photos: (message.photos ?? []).map(({ id, alt }) => ({ id, alt, file: null, url: null })),
      progress: 0,
    }));
  } catch {
    return [];
  }
}

export function saveOutbox(user: string, room: string, outbox: readonly PendingMessage[]): void {
  try {
    if (outbox.length === 0) localStorage.removeItem(key(user, room));
    else localStorage.setItem(key(user, room), JSON.stringify(outbox.map(withoutFiles)));
  } catch {
    // Storage may be blocked or full; the messages then last as long as the page.
  }
  for (const listener of listeners) listener();
}

const withoutFiles = ({ progress: _, ...message }: PendingMessage) => ({
  ...message,
  photos: message.photos.map(({ id, alt }) => ({ id, alt })),
});

/** Keeps the files of a message for a retry after a reload. */
export async function saveOutboxPhotos(user: string, room: string, { id, photos }: PendingMessage): Promise<void> {
  const files = photos.flatMap((photo) => (photo.file === null ? [] : [{ id: photo.id, file: photo.file }]));
  if (files.length > 0) await savePhotos(photoSlot(user, room, id), files);
}

/** The photos with their files, as far as these were kept. */
export async function loadOutboxPhotos(
  user: string,
  room: string,
  { id, photos }: PendingMessage,
): Promise<readonly PendingPhoto[]> {
  const saved = new Map((await loadPhotos(photoSlot(user, room, id))).map((photo) => [photo.id, photo.file]));
  return photos.map((photo) => {
    const file = photo.file ?? saved.get(photo.id);
    return file === undefined ? photo : { ...photo, file, url: photo.url ?? URL.createObjectURL(file) };
  });
}

/** The message left the outbox: its files are of no more use. */
export function releaseOutboxPhotos(user: string, room: string, { id, photos }: PendingMessage): void {
  if (photos.length === 0) return;
  // Object URLs keep their file in memory until they are revoked.
  for (const { url } of photos) if (url !== null) URL.revokeObjectURL(url);
  void savePhotos(photoSlot(user, room, id), []);
}
