import { notify } from "../ui/Announcer";
import { ConfirmDialog } from "../ui/ConfirmDialog";

interface Props {
  own: boolean;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

export function DeleteMessageDialog({ own, onConfirm, onClose }: Props) {
  const confirm = async () => {
    await onConfirm();
    notify("The message was deleted.");
  };
  return (
    <ConfirmDialog
      title={own ? "Delete your message?" : "Delete this message?"}
      action="Delete"
      pendingText="Deleting…"
      onConfirm={confirm}
      onClose={onClose}
    >
      It is deleted for everyone in the room. This can't be undone.
    </ConfirmDialog>
  );
}
