import type { Problem } from "../api/problem";
import { t } from "../i18n/text";
import { imageTypes, limits } from "../limits";
import { loadPhotos, loadText, savePhotos, saveText } from "./draftStorage";

export interface Photo {
  id: string;
  file: File;
  /** Object URL of the preview, valid until the photo is removed. */
  url: string;
  alt: string;
  error: string | undefined;
}

export interface DraftState {
  text: string;
  photos: readonly Photo[];
  problems: readonly string[];
  /** The share that is uploaded, from 0 to 1; null while nothing is sent. */
  progress: number | null;
  /** While saved photos are read from storage; sent now, the draft would lack them. */
  restoring: boolean;
}

const empty: DraftState = { text: "", photos: [], problems: [], progress: null, restoring: false };

/** Why a file cannot be uploaded as a photo; undefined if it can. The service checks the content. */
export function fileError(file: File): string | undefined {
  if (!imageTypes.includes(file.type)) return t`${file.name} is not a JPEG, PNG or WebP picture.`;
  if (file.size > limits.imageBytes) return t`${file.name} is larger than ${limits.imageBytes >> 20} MB.`;
  return file.size === 0 ? t`${file.name} is empty.` : undefined;
}

/** The photo that an error is about: the one whose file name it contains. Undefined for none or several. */
export function photoIndex(message: string, names: readonly string[]): number | undefined {
  const named = names.flatMap((name, index) => (message.includes(name) ? [index] : []));
  return named.length === 1 ? named[0] : undefined;
}

/** A post or comment being written. It is saved at every change, so it survives leaving the page and the session's end. */
export class Draft {
  #state: DraftState = empty;
  #listeners = new Set<() => void>();
  // One key per draft: a retry after a lost response is the same post.
  #idempotencyKey: string | null = null;
  #abort: AbortController | null = null;

  constructor(
    private readonly slot: string,
    private readonly maxPhotos: number = limits.images,
  ) {
    const saved = loadText(slot);
    if (saved === null) return;
    this.#idempotencyKey = saved.idempotencyKey;
    this.#state = { ...empty, text: saved.text };
    if (Object.keys(saved.alts).length === 0) return;
    this.#state = { ...this.#state, restoring: true };
    void this.#restorePhotos(saved.alts);
  }

  get state(): DraftState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  write(text: string): void {
    this.#change({ text });
  }

  add(files: Iterable<File>): void {
    const problems: string[] = [];
    const photos = [...this.#state.photos];
    for (const file of files) {
      const error = fileError(file);
      if (error !== undefined) problems.push(error);
      else if (photos.length >= this.maxPhotos) {
        problems.push(t`${file.name} was not added: there are at most ${this.maxPhotos} photos.`);
      } else photos.push(toPhoto(crypto.randomUUID(), file, ""));
    }
    this.#change({ photos, problems });
    this.#savePhotos(photos);
  }

  remove(id: string): void {
    const photos = this.#state.photos.filter((photo) => photo.id !== id);
    this.#revokeAllBut(photos);
    this.#change({ photos });
    this.#savePhotos(photos);
  }

  describe(id: string, alt: string): void {
    this.#change({ photos: this.#state.photos.map((photo) => (photo.id === id ? { ...photo, alt } : photo)) });
  }

  clear(): void {
    this.#revokeAllBut([]);
    this.#idempotencyKey = null;
    this.#set({ ...empty, progress: this.#state.progress });
    saveText(this.slot, null);
    this.#savePhotos([]);
  }

  /** Runs `publish`, with the progress in the state; clears the draft if it succeeds. */
  async send<T>(publish: (key: string, signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#idempotencyKey ??= crypto.randomUUID().replaceAll("-", "");
    this.#save();
    this.#abort = new AbortController();
    this.#set({ ...this.#state, problems: [], progress: 0 });
    try {
      const result = await publish(this.#idempotencyKey, this.#abort.signal);
      this.clear();
      return result;
    } finally {
      this.#abort = null;
      this.#set({ ...this.#state, progress: null });
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }

  setProgress = (progress: number): void => {
    if (this.#abort !== null) this.#set({ ...this.#state, progress });
  };

  /** Shows an error beside the photo it is about, or below the text. */
  showProblem(problem: Problem): void {
    const names = this.#state.photos.map((photo) => photo.file.name);
    const byPhoto = new Map<number, string>();
    const general = new Set<string>();
    const messages = Object.values(problem.errors).flat();
    for (const message of messages.length > 0 ? messages : [problem.message]) {
      const index = photoIndex(message, names);
      if (index === undefined) general.add(message);
      else byPhoto.set(index, message);
    }
    const photos = this.#state.photos.map((photo, index) => ({ ...photo, error: byPhoto.get(index) }));
    this.#set({ ...this.#state, photos, problems: [...general] });
  }

  /** The multipart body of a post with photos. */
  form(): FormData {
    const body = new FormData();
    body.append("text", this.#state.text.trim());
    for (const photo of this.#state.photos) body.append("alts", photo.alt.trim());
    for (const photo of this.#state.photos) body.append("images", photo.file, photo.file.name);
    return body;
  }

  /** A changed draft is a different post: it gets a new key. */
  #change(change: Partial<DraftState>): void {
    this.#idempotencyKey = null;
    this.#set({ ...this.#state, problems: [], ...change });
    this.#save();
  }

  #save(): void {
    const { text, photos } = this.#state;
    const alts = Object.fromEntries(photos.map(({ id, alt }) => [id, alt]));
    const blank = text === "" && photos.length === 0;
    saveText(this.slot, blank ? null : { text, idempotencyKey: this.#idempotencyKey, alts });
  }

  async #restorePhotos(alts: Record<string, string>): Promise<void> {
    const saved = (await loadPhotos(this.slot)).filter(({ id }) => id in alts);
    const photos = [...saved.map(({ id, file }) => toPhoto(id, file, alts[id] ?? "")), ...this.#state.photos];
    this.#set({ ...this.#state, photos, restoring: false });
    // What was changed while the photos were loading was saved without them.
    this.#save();
    this.#savePhotos(photos);
  }

  #savePhotos(photos: readonly Photo[]): void {
    const saved = photos.map(({ id, file }) => ({ id, file }));
    void savePhotos(this.slot, saved);
  }

  /** Object URLs keep their file in memory until they are revoked. */
  #revokeAllBut(kept: readonly Photo[]): void {
    for (const photo of this.#state.photos) if (!kept.includes(photo)) URL.revokeObjectURL(photo.url);
  }

  #set(state: DraftState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const toPhoto = (id: string, file: File, alt: string): Photo => ({
  id,
  file,
  url: URL.createObjectURL(file),
  alt,
  error: undefined,
});
