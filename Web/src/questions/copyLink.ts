import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";

/** Copies the address of a question or of one of its answers. */
export function copyLink(path: string): void {
  const copied = navigator.clipboard?.writeText(location.origin + path) ?? Promise.reject(new Error("No clipboard."));
  copied.then(() => notify(t`Link copied.`)).catch(() => notify(t`The link couldn't be copied.`, true));
}
