import { useQueryClient } from "@tanstack/react-query";
import { publishText, showPublished } from "../api/posts";
import { errorMessage, Problem } from "../api/problem";
import { upload } from "../api/upload";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import type { Draft } from "./draft";

/** Publishes a draft as a post. Resolves to whether it was published; a problem is shown at the draft. */
export function usePublish(draft: Draft): () => Promise<boolean> {
  const client = useQueryClient();
  return async () => {
    let cancelled = false;
    try {
      const post = await draft.send(async (key, signal) => {
        signal.addEventListener("abort", () => {
          cancelled = true;
        });
        return draft.state.photos.length > 0
          ? upload("POST", "/api/posts", draft.form(), {
              headers: { "Idempotency-Key": key },
              onProgress: draft.setProgress,
              signal,
            })
          : publishText(draft.state.text.trim(), key, signal);
      });
      showPublished(client, post);
      notify(t`Your post was published.`);
      return true;
    } catch (error) {
      if (cancelled) notify(t`Upload cancelled. Your draft is still here.`);
      else draft.showProblem(error instanceof Problem ? error : new Problem(0, errorMessage(error)));
      return false;
    }
  };
}
