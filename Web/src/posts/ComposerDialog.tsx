import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { Composer } from "./Composer";
import { useDraft } from "./useDraft";

export default function ComposerDialog({ onClose }: { onClose: () => void }) {
  const { state } = useDraft("post");
  const close = () => {
    if (state.text.trim() !== "" || state.photos.length > 0) notify(t`Draft saved.`);
    onClose();
  };
  return (
    <Modal label={t`New post`} className="sheet wide" onClose={close}>
      <header className="sheet-top">
        <h2>{t`New post`}</h2>
        <button type="button" className="round" onClick={close} aria-label={t`Close`}>
          <Icon name="close" />
        </button>
      </header>
      <Composer open onDone={onClose} />
    </Modal>
  );
}
