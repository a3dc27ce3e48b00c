import { t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { setShortcuts, useShortcutsEnabled } from "./settings";

interface Shortcut {
  keys: string[];
  does: string;
}

const listKeys = (): Shortcut[] => [
  { keys: ["j"], does: t`Next post or question` },
  { keys: ["k"], does: t`Previous post or question` },
  { keys: ["Enter"], does: t`Open the post` },
  { keys: ["n"], does: t`New post` },
  { keys: ["/"], does: t`Search` },
  { keys: ["?"], does: t`Show this help` },
  { keys: ["Esc"], does: t`Close a dialog or menu, leave a text field` },
  { keys: [t`Ctrl`, "Enter"], does: t`Send what you are writing` },
];

const photoKeys = (): Shortcut[] => [
  { keys: ["←", "→"], does: t`Previous and next photo` },
  { keys: ["+", "−"], does: t`Zoom in and out` },
  { keys: ["0"], does: t`Show the whole photo` },
];

/** The keyboard shortcuts, and the switch that turns them off. */
export default function HelpDialog({ onClose }: { onClose: () => void }) {
  const enabled = useShortcutsEnabled();
  return (
    <Modal label={t`Keyboard shortcuts`} className="sheet wide padded" onClose={onClose}>
      <header className="sheet-top">
        <h2>{t`Keyboard shortcuts`}</h2>
        <button type="button" className="round" onClick={onClose} aria-label={t`Close`}>
          <Icon name="close" />
        </button>
      </header>
      <Keys list={listKeys()} />
      <h3>{t`Photos`}</h3>
      <Keys list={photoKeys()} />
      <label className="switch">
        <input type="checkbox" checked={enabled} onChange={(event) => setShortcuts(event.target.checked)} />
        {t`Single-key shortcuts`}
      </label>
    </Modal>
  );
}

function Keys({ list }: { list: Shortcut[] }) {
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
