import { useCallback, useState } from "react";
import { t } from "../i18n/text";

/** Keeps a form from being sent without an image that is still on its way, and says why. */
export function useUploadGuard() {
  const [uploading, setUploading] = useState(false);
  const [refused, setRefused] = useState(false);
  const onUploading = useCallback((now: boolean) => {
    setUploading(now);
    setRefused(false);
  }, []);
  /** Whether the form is not sent now. */
  const refuse = (): boolean => {
    setRefused(uploading);
    return uploading;
  };
  return { onUploading, refuse, fault: refused ? t`An image is still uploading.` : undefined };
}
