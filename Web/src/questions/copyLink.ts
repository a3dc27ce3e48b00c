import { notify } from "../ui/Announcer";

/** Copies the address of a question or of one of its answers. */
export function copyLink(path: string): void {
  const copied = navigator.clipboard?.writeText(location.origin + path) ?? Promise.reject(new Error("No clipboard."));
  copied.then(() => notify("Link copied.")).catch(() => notify("The link couldn't be copied.", true));
}
