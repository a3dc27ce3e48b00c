import { leave } from "../session/leave";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { choose, type Theme, useTheme } from "../ui/theme";
import { AvatarForm } from "./AvatarForm";
import { ProfileForm } from "./ProfileForm";

const themes: { value: Theme; label: string; icon: "auto" | "sun" | "moon" }[] = [
  { value: "auto", label: "As the system", icon: "auto" },
  { value: "light", label: "Light", icon: "sun" },
  { value: "dark", label: "Dark", icon: "moon" },
];

export function Settings() {
  const theme = useTheme();
  return (
    <Page title="Settings" heading="Settings">
      <section className="panel padded" aria-labelledby="settings-profile">
        <h2 id="settings-profile">Your profile</h2>
        <AvatarForm />
        <ProfileForm />
      </section>
      <section className="panel padded" aria-labelledby="settings-look">
        <h2 id="settings-look">Appearance</h2>
        <fieldset className="choices">
          <legend className="unseen">Theme</legend>
          {themes.map(({ value, label, icon }) => (
            <label key={value} className="choice">
              <input type="radio" name="theme" checked={theme === value} onChange={() => choose(value)} />
              <Icon name={icon} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
      </section>
      <section className="panel padded" aria-labelledby="settings-session">
        <h2 id="settings-session">Session</h2>
        <p className="hint">You stay logged in on this device until you log out.</p>
        <button type="button" className="button quiet" onClick={() => void leave()}>
          <Icon name="out" />
          Log out
        </button>
      </section>
    </Page>
  );
}
