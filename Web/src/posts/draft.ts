import { useEffect, useRef, useState } from "react";
import type { Problem } from "../api/problem";
import { imageTypes, limits } from "../limits";

export interface Photo {
  id: number;
  file: File;
  /** Object URL of the preview, valid until the photo is removed. */
  url: string;
  alt: string;
  error: string | undefined;
}

let last = 0;

/** Why a file cannot be uploaded as a photo; undefined if it can. The service checks the content. */
export function fileError(file: File): string | undefined {
  if (!imageTypes.includes(file.type)) return `${file.name} is not a JPEG, PNG or WebP picture.`;
  if (file.size > limits.imageBytes) return `${file.name} is larger than ${limits.imageBytes >> 20} MB.`;
  return file.size === 0 ? `${file.name} is empty.` : undefined;
}

/** The photo that an error is about: the one whose file name it contains. Undefined for none or several. */
export function photoIndex(message: string, names: readonly string[]): number | undefined {
  const named = names.flatMap((name, index) => (message.includes(name) ? [index] : []));
  return named.length === 1 ? named[0] : undefined;
}

/** A post being written: its text and its photos with their previews. */
export function useDraft() {
  const [text, setText] = useState("");
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  // One key per draft: a retry after a lost response is the same post.
  const key = useRef<string | null>(null);

  const changed = () => {
    key.current = null;
    setProblems([]);
  };
  const write = (value: string) => {
    changed();
    setText(value);
  };
  const add = (files: Iterable<File>) => {
    changed();
    const refused: string[] = [];
    const taken: Photo[] = [];
    for (const file of files) {
      const why = fileError(file);
      if (why !== undefined) refused.push(why);
      else if (photos.length + taken.length >= limits.images)
        refused.push(`${file.name} was not added: a post has at most ${limits.images} photos.`);
      else taken.push({ id: ++last, file, url: URL.createObjectURL(file), alt: "", error: undefined });
    }
    setPhotos([...photos, ...taken]);
    setProblems(refused);
  };
  const remove = (id: number) => {
    changed();
    setPhotos((all) => all.filter((photo) => photo.id !== id));
  };
  const describe = (id: number, alt: string) => {
    changed();
    setPhotos((all) => all.map((photo) => (photo.id === id ? { ...photo, alt } : photo)));
  };
  const clear = () => {
    key.current = null;
    setText("");
    setPhotos([]);
    setProblems([]);
  };
  /** Shows an error beside the photo it is about, or below the text. */
  const showProblem = (problem: Problem) => {
    const names = photos.map((photo) => photo.file.name);
    const byPhoto = new Map<number, string>();
    const general = new Set<string>();
    const messages = Object.values(problem.errors).flat();
    for (const message of messages.length > 0 ? messages : [problem.message]) {
      const index = photoIndex(message, names);
      if (index === undefined) general.add(message);
      else byPhoto.set(index, message);
    }
    setPhotos(photos.map((photo, index) => ({ ...photo, error: byPhoto.get(index) })));
    setProblems([...general]);
  };
  /** The multipart body of a post with photos. */
  const form = () => {
    const body = new FormData();
    body.append("text", text.trim());
    for (const photo of photos) body.append("alts", photo.alt.trim());
    for (const photo of photos) body.append("images", photo.file, photo.file.name);
    return body;
  };
  const idempotencyKey = () => {
    key.current ??= [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join("");
    return key.current;
  };

  useRevokedUrls(photos);
  return { text, photos, problems, write, add, remove, describe, clear, showProblem, form, idempotencyKey };
}

/** Object URLs keep their file in memory until they are revoked. */
function useRevokedUrls(photos: readonly Photo[]) {
  const held = useRef(new Set<string>());
  useEffect(() => {
    const now = new Set(photos.map((photo) => photo.url));
    for (const url of held.current) if (!now.has(url)) URL.revokeObjectURL(url);
    held.current = now;
  }, [photos]);
  useEffect(
    () => () => {
      for (const url of held.current) URL.revokeObjectURL(url);
    },
    [],
  );
}
