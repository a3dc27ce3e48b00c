import { t } from "../i18n/text";
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
    notify(t`The message was deleted.`);
  };
  return (
    <ConfirmDialog
      title={own ? t`Delete your message?` : t`Delete this message?`}
      action={t`Delete`}
      pendingText={t`Deleting…`}
      onConfirm={confirm}
      onClose={onClose}
    >
      {t`It is deleted for everyone in the room. This can't be undone.`}
    </ConfirmDialog>
  );
}
