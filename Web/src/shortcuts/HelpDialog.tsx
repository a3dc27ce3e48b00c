import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { setShortcuts, useShortcutsEnabled } from "./settings";

const keys: { keys: string[]; does: string }[] = [
  { keys: ["j"], does: "Next post or question" },
  { keys: ["k"], does: "Previous post or question" },
  { keys: ["Enter"], does: "Open the post" },
  { keys: ["n"], does: "New post" },
  { keys: ["/"], does: "Search" },
  { keys: ["?"], does: "Show this help" },
  { keys: ["Esc"], does: "Close a dialog or menu, leave a text field" },
  { keys: ["Ctrl", "Enter"], does: "Send what you are writing" },
];

const photoKeys: { keys: string[]; does: string }[] = [
  { keys: ["←", "→"], does: "Previous and next photo" },
  { keys: ["+", "−"], does: "Zoom in and out" },
  { keys: ["0"], does: "Show the whole photo" },
];

/** The keyboard shortcuts, and the switch that turns them off. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const enabled = useShortcutsEnabled();
  return (
    <Modal label="Keyboard shortcuts" className="sheet wide padded" onClose={onClose}>
      <header className="sheet-top">
        <h2>Keyboard shortcuts</h2>
        <button type="button" className="round" onClick={onClose} aria-label="Close">
          <Icon name="close" />
        </button>
      </header>
      <Keys list={keys} />
      <h3>Photos</h3>
      <Keys list={photoKeys} />
      <label className="switch">
        <input type="checkbox" checked={enabled} onChange={(event) => setShortcuts(event.target.checked)} />
        Single-key shortcuts
      </label>
    </Modal>
  );
}

function Keys({ list }: { list: typeof keys }) {
  return (
    <dl className="keys">
      {list.map(({ keys: pressed, does }) => (
        <div key={does}>
          <dt>
            {pressed.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
