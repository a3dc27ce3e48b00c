import { Link } from "react-router";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { choose, type Theme, useTheme } from "../ui/theme";
import { AvatarForm } from "./AvatarForm";
import { Farewell } from "./Farewell";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { SessionList } from "./SessionList";

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
        <h2 id="settings-session">Where you are logged in</h2>
        <SessionList />
      </section>
      <section className="panel padded" aria-labelledby="settings-password">
        <h2 id="settings-password">Password</h2>
        <PasswordForm />
      </section>
      <section className="panel padded" aria-labelledby="settings-system">
        <h2 id="settings-system">The system</h2>
        <ul className="system-links">
          <li>
            <Link to="/status">Status</Link>
            <span className="hint">How every service is, now</span>
          </li>
          <li>
            <Link to="/services">Services</Link>
            <span className="hint">What they say to each other</span>
          </li>
        </ul>
      </section>
      <section className="panel padded" aria-labelledby="settings-farewell">
        <h2 id="settings-farewell">Leaving</h2>
        <Farewell />
      </section>
    </Page>
  );
}
