import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { Composer } from "./Composer";
import { useDraft } from "./useDraft";

export default function ComposerDialog({ onClose }: { onClose: () => void }) {
  const { state } = useDraft("post");
  const close = () => {
    if (state.text.trim() !== "" || state.photos.length > 0) notify("Draft saved.");
    onClose();
  };
  return (
    <Modal label="New post" className="sheet wide" onClose={close}>
      <header className="sheet-top">
        <h2>New post</h2>
        <button type="button" className="round" onClick={close} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      <Composer open onDone={onClose} />
    </Modal>
  );
}
