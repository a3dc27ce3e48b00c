import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { Composer } from "./Composer";

export default function ComposerDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal label="New post" className="sheet wide" onClose={onClose}>
      <header className="sheet-top">
        <h2>New post</h2>
        <button type="button" className="round" onClick={onClose} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      <Composer open onDone={onClose} />
    </Modal>
  );
}
