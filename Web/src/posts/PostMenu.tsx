import { lazy, useState } from "react";
import { useDeletePost } from "../api/posts";
import type { Post } from "../api/types";
import { t } from "../i18n/text";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { ChunkBoundary } from "../ui/ChunkBoundary";
import { ConfirmDialog } from "../ui/ConfirmDialog";
import { focusFallback } from "../ui/focus";
import { Menu, type MenuItem } from "../ui/Menu";

const EditPostDialog = lazy(() => import("./EditPostDialog"));
const EditHistoryDialog = lazy(() => import("./EditHistoryDialog"));

interface Props {
  post: Post;
  onDeleted: (() => void) | undefined;
}

/** The "…" menu of a post: copy its link, and for its author edit, history and delete. */
export function PostMenu({ post, onDeleted }: Props) {
  const me = useMe();
  const remove = useDeletePost();
  const [open, setOpen] = useState<"edit" | "history" | "delete" | null>(null);
  const close = () => setOpen(null);
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/post/${post.id}`);
    notify(t`Link copied.`);
  };
  const items: MenuItem[] = [
    {
      label: t`Copy link`,
      icon: "link",
      onSelect: () => void copy().catch(() => notify(t`The link couldn't be copied.`, true)),
    },
  ];
  if (post.author.id === me.id) {
    items.push({ label: t`Edit`, icon: "edit", onSelect: () => setOpen("edit") });
    if (post.editedAt !== null) {
      items.push({ label: t`Edit history`, icon: "history", onSelect: () => setOpen("history") });
    }
    items.push({ label: t`Delete`, icon: "trash", danger: true, onSelect: () => setOpen("delete") });
  }
  const confirmDelete = async () => {
    await remove.mutateAsync(post);
    notify(t`Your post was deleted.`);
    focusFallback();
    onDeleted?.();
  };
  return (
    <>
      <Menu label={t`More`} items={items} />
      {open === "edit" && (
        <ChunkBoundary onFail={close}>
          <EditPostDialog post={post} onClose={close} />
        </ChunkBoundary>
      )}
      {open === "history" && (
        <ChunkBoundary onFail={close}>
          <EditHistoryDialog post={post} onClose={close} />
        </ChunkBoundary>
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={t`Delete this post?`}
          action={t`Delete`}
          pendingText={t`Deleting…`}
          onConfirm={confirmDelete}
          onClose={close}
        >
          {t`It is deleted for everyone, with its photos. This can't be undone.`}
        </ConfirmDialog>
      )}
    </>
  );
}
