import { t } from "../i18n/text";
import { Icon } from "./Icon";
import { setTheme, type Theme, useTheme } from "./theme";

const next: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" };
const icons = { auto: "auto", light: "sun", dark: "moon" } as const;

/** Cycles through the three themes. */
export function ThemeButton() {
  const theme = useTheme();
  const names: Record<Theme, string> = { auto: t`system`, light: t`light`, dark: t`dark` };
  const label = t`Theme: ${names[theme]}. Switch to ${names[next[theme]]}`;
  return (
    <button type="button" className="round" onClick={() => setTheme(next[theme])} aria-label={label} title={label}>
      <Icon name={icons[theme]} />
    </button>
  );
}
