import { type RefObject, useEffect, useRef, useState } from "react";
import { errorMessage } from "../api/problem";
import { upload } from "../api/upload";
import { t } from "../i18n/text";
import { fileError } from "../posts/draft";
import { notify } from "../ui/Announcer";
import { insert } from "./EditorToolbar";
import { imageMarkdown } from "./markdownEdit";

export interface ImageUpload {
  /** The file that is uploaded now; null when there is none. */
  file: string | null;
  /** The share of it that is sent, from 0 to 1. */
  progress: number;
  problems: readonly string[];
  add: (files: Iterable<File>) => void;
  cancel: () => void;
}

/** Uploads images one after another; each is put where the caret is when it is there, without disturbing who types on. */
export function useImageUpload(area: RefObject<HTMLTextAreaElement | null>): ImageUpload {
  const [file, setFile] = useState<string | null>(null);
  const [progress, setProgress] = useState(0);
  const [problems, setProblems] = useState<readonly string[]>([]);
  const waiting = useRef<File[]>([]);
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      waiting.current = [];
      running.current?.abort();
    },
    [],
  );
  /** The address of the uploaded image; null when it was refused or cancelled. */
  const send = async (image: File): Promise<string | null> => {
    const leaving = new AbortController();
    running.current = leaving;
    setFile(image.name);
    setProgress(0);
    const form = new FormData();
    form.append("image", image, image.name);
    try {
      const { url } = await upload("POST", "/api/questions/images", form, {
        onProgress: setProgress,
        signal: leaving.signal,
      });
      return url;
    } catch (error) {
      if (!leaving.signal.aborted) setProblems((before) => [...before, `${image.name}: ${errorMessage(error)}`]);
      return null;
    }
  };
  const run = async () => {
    let text = area.current?.value;
    let typed = false;
    for (let next = waiting.current.shift(); next !== undefined; next = waiting.current.shift()) {
      const url = await send(next);
      const field = area.current;
      if (url === null || field === null) continue;
      typed ||= field.value !== text;
      insert(field, imageMarkdown(field, url, typed || waiting.current.length > 0));
      text = field.value;
      notify(t`${next.name} was added to the text.`);
    }
    running.current = null;
    setFile(null);
  };
  const add = (files: Iterable<File>) => {
    const all = [...files];
    setProblems(all.map(fileError).filter((error) => error !== undefined));
    waiting.current.push(...all.filter((one) => fileError(one) === undefined));
    if (running.current === null && waiting.current.length > 0) void run();
  };
  const cancel = () => {
    waiting.current = [];
    running.current?.abort();
  };
  return { file, progress, problems, add, cancel };
}
