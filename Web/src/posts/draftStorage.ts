/** What is kept of a draft beside its photos. */
export interface SavedText {
  text: string;
  idempotencyKey: string | null;
  /** Alt texts by the photo's id. */
  alts: Record<string, string>;
}

export interface SavedPhoto {
  id: string;
  file: File;
}

const prefix = "social.draft.";

/** Storage may be blocked or full; the draft then lasts as long as the page. */
function attempt<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

// Text is in localStorage, because a synchronous write survives a reload right after the last key.
export const loadText = (slot: string): SavedText | null =>
  attempt(() => JSON.parse(localStorage.getItem(prefix + slot) ?? "null"), null);

export function saveText(slot: string, saved: SavedText | null): void {
  attempt(
    () =>
      saved === null
        ? localStorage.removeItem(prefix + slot)
        : localStorage.setItem(prefix + slot, JSON.stringify(saved)),
    undefined,
  );
}

const store = "photos";

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("social.drafts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Runs one operation on the photos in a transaction of its own; `otherwise` where IndexedDB is blocked. */
async function withPhotos<T>(mode: IDBTransactionMode, use: (photos: IDBObjectStore) => IDBRequest<T>, otherwise: T) {
  try {
    const database = await openDatabase();
    try {
      return await new Promise<T>((resolve, reject) => {
        const request = use(database.transaction(store, mode).objectStore(store));
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    } finally {
      database.close();
    }
  } catch {
    return otherwise;
  }
}

export const loadPhotos = async (slot: string): Promise<readonly SavedPhoto[]> =>
  (await withPhotos<SavedPhoto[] | undefined>("readonly", (photos) => photos.get(slot), undefined)) ?? [];

export async function savePhotos(slot: string, saved: readonly SavedPhoto[]): Promise<void> {
  if (saved.length === 0) await withPhotos("readwrite", (photos) => photos.delete(slot), undefined);
  else await withPhotos<IDBValidKey>("readwrite", (photos) => photos.put(saved, slot), slot);
}

/** Removes all drafts of a user, whose slots begin with their id. */
export async function removeDrafts(userId: string): Promise<void> {
  attempt(() => {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}${userId}/`));
    for (const key of keys) localStorage.removeItem(key);
  }, undefined);
  await withPhotos(
    "readwrite",
    (photos) => photos.delete(IDBKeyRange.bound(`${userId}/`, `${userId}/\uffff`)),
    undefined,
  );
}
