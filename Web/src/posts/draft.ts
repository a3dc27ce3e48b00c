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

/** Which photo a field of a refusal is about: `images[2]`, `images.2` or `alts[2]`. */
export function photoOf(field: string): number | undefined {
  const match = /^(?:images?|alts?)[[.](\d+)\]?$/u.exec(field);
  return match === null ? undefined : Number(match[1]);
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
    const byPhoto = new Map<number, string>();
    const general: string[] = [];
    for (const [field, [first]] of Object.entries(problem.errors)) {
      const index = photoOf(field);
      if (first === undefined) continue;
      if (index !== undefined && index < photos.length) byPhoto.set(index, first);
      else general.push(first);
    }
    setPhotos(photos.map((photo, index) => ({ ...photo, error: byPhoto.get(index) })));
    setProblems(general.length > 0 || byPhoto.size > 0 ? general : [problem.message]);
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
