import { t } from "../i18n/text";
import { Icon } from "../ui/Icon";

export function DialogHead({ title, onClose }: { title: string; onClose: () => void }) {
  return (
    <header className="sheet-top">
      <h2>{title}</h2>
      <button type="button" className="round" aria-label={t`Close`} onClick={onClose}>
        <Icon name="close" />
      </button>
    </header>
  );
}
