import { useEffect, useRef, useState } from "react";
import type { Problem } from "../api/problem";
import { imageTypes, limits } from "../limits";

export interface Photo {
  id: number;
  file: File;
  /** Of the preview, valid until the photo is removed. */
  url: string;
  alt: string;
  error: string | undefined;
}

let last = 0;

/** Why a file cannot be a photo here; undefined when it can. The service looks inside, too. */
export function refusal(file: File): string | undefined {
  if (!imageTypes.includes(file.type)) return `${file.name} is not a JPEG, PNG or WebP picture.`;
  if (file.size > limits.imageBytes) return `${file.name} is larger than ${limits.imageBytes >> 20} MB.`;
  return file.size === 0 ? `${file.name} is empty.` : undefined;
}

/** Which photo a refusal is about: the one whose file it names. Undefined when it names none, or several bear the name. */
export function photoOf(message: string, names: readonly string[]): number | undefined {
  const named = names.flatMap((name, index) => (message.includes(name) ? [index] : []));
  return named.length === 1 ? named[0] : undefined;
}

/** What is being written: the text and the photos with their previews. */
export function useDraft() {
  const [text, setText] = useState("");
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  const [problems, setProblems] = useState<readonly string[]>([]);
  // The same draft sent twice is one post, whatever became of the first answer.
  const key = useRef<string | null>(null);

  const touched = () => {
    key.current = null;
    setProblems([]);
  };
  const write = (value: string) => {
    touched();
    setText(value);
  };
  const add = (files: Iterable<File>) => {
    touched();
    const refused: string[] = [];
    const taken: Photo[] = [];
    for (const file of files) {
      const why = refusal(file);
      if (why !== undefined) refused.push(why);
      else if (photos.length + taken.length >= limits.images) refused.push(`${file.name} is one too many.`);
      else taken.push({ id: ++last, file, url: URL.createObjectURL(file), alt: "", error: undefined });
    }
    setPhotos([...photos, ...taken]);
    setProblems(refused);
  };
  const remove = (id: number) => {
    touched();
    setPhotos((all) => all.filter((photo) => photo.id !== id));
  };
  const describe = (id: number, alt: string) => {
    touched();
    setPhotos((all) => all.map((photo) => (photo.id === id ? { ...photo, alt } : photo)));
  };
  const clear = () => {
    key.current = null;
    setText("");
    setPhotos([]);
    setProblems([]);
  };
  /** Shows a refusal where it belongs: beside its photo, or below the text. */
  const refuse = (problem: Problem) => {
    const names = photos.map((photo) => photo.file.name);
    const byPhoto = new Map<number, string>();
    const general = new Set<string>();
    const messages = Object.values(problem.errors).flat();
    for (const message of messages.length > 0 ? messages : [problem.message]) {
      const index = photoOf(message, names);
      if (index === undefined) general.add(message);
      else byPhoto.set(index, message);
    }
    setPhotos(photos.map((photo, index) => ({ ...photo, error: byPhoto.get(index) })));
    setProblems([...general]);
  };
  /** What the service gets: a form when there are photos. */
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

  useRevoked(photos);
  return { text, photos, problems, write, add, remove, describe, clear, refuse, form, idempotencyKey };
}

/** Previews hold their file in memory until they are given back. */
function useRevoked(photos: readonly Photo[]) {
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
