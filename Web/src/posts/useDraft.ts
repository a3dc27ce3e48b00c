import { useSyncExternalStore } from "react";
import { useMe } from "../session/browser";
import { Draft } from "./draft";

const drafts = new Map<string, Draft>();

/** The user's draft of that name; all components that use the same name share it. */
export function useDraft(name: string, maxPhotos?: number): Draft {
  const slot = `${useMe().id}/${name}`;
  let draft = drafts.get(slot);
  if (draft === undefined) {
    draft = new Draft(slot, maxPhotos);
    drafts.set(slot, draft);
  }
  useSyncExternalStore(draft.subscribe, () => draft.state);
  return draft;
}
