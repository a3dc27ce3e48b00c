import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { showMyProfile } from "../api/people";
import { errorMessage, Problem } from "../api/problem";
import { upload } from "../api/upload";
import { formatNumber, t } from "../i18n/text";
import { imageTypes } from "../limits";
import { fileError } from "../posts/draft";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { Avatar } from "../ui/Avatar";
import { Icon } from "../ui/Icon";

/** Chooses, previews and uploads the user's picture. */
export function AvatarForm() {
  const me = useMe();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const [share, setShare] = useState(0);
  const send = useMutation({
    mutationFn: (file: File) => {
      const why = fileError(file);
      if (why !== undefined) throw new Problem(422, why);
      const form = new FormData();
      form.append("image", file, file.name);
      return upload("PUT", "/api/profiles/me/avatar", form, { onProgress: setShare });
    },
    onSuccess: (profile) => {
      showMyProfile(client, { ...me, ...profile });
      notify(t`Your picture was saved.`);
    },
    onSettled: () => setPreview(null),
  });
  useEffect(() => () => URL.revokeObjectURL(preview ?? ""), [preview]);
  const refused =
    send.error instanceof Problem ? (Object.values(send.error.errors)[0]?.[0] ?? send.error.message) : null;
  return (
    <div className="avatar-form">
      {preview === null ? (
        <Avatar person={me} size={96} large />
      ) : (
        <img className="avatar waiting" src={preview} alt="" width={96} height={96} />
      )}
      <div>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          accept={imageTypes.join(",")}
          tabIndex={-1}
          aria-hidden="true"
          data-avatar=""
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file === undefined) return;
            setShare(0);
            if (fileError(file) === undefined) setPreview(URL.createObjectURL(file));
            send.mutate(file);
          }}
        />
        <button
          type="button"
          className="button quiet"
          aria-disabled={send.isPending}
          onClick={() => {
            if (!send.isPending) input.current?.click();
          }}
        >
          <Icon name="camera" />
          {send.isPending
            ? t`Uploading ${formatNumber(share, { style: "percent", maximumFractionDigits: 0 })}`
            : t`Change picture`}
        </button>
        <p className="hint">{t`JPEG, PNG or WebP. Cropped to a square.`}</p>
        <div role="alert">{send.isError && <p className="error">{refused ?? errorMessage(send.error)}</p>}</div>
      </div>
    </div>
  );
}
