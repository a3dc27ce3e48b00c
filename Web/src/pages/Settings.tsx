import { Link } from "react-router";
import { LanguageChoice } from "../i18n/LanguageChoice";
import { t } from "../i18n/text";
import { PushSwitch } from "../push/PushSwitch";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { setTheme, type Theme, useTheme } from "../ui/theme";
import { AvatarForm } from "./AvatarForm";
import { DeleteAccount } from "./DeleteAccount";
import { PasswordForm } from "./PasswordForm";
import { ProfileForm } from "./ProfileForm";
import { SessionList } from "./SessionList";

const themes = (): { value: Theme; label: string; icon: "auto" | "sun" | "moon" }[] => [
  { value: "auto", label: t`System`, icon: "auto" },
  { value: "light", label: t`Light`, icon: "sun" },
  { value: "dark", label: t`Dark`, icon: "moon" },
];

export function Settings() {
  const theme = useTheme();
  return (
    <Page title={t`Settings`} heading={t`Settings`}>
      <section className="panel padded" aria-labelledby="settings-profile">
        <h2 id="settings-profile">{t`Profile`}</h2>
        <AvatarForm />
        <ProfileForm />
      </section>
      <section className="panel padded" aria-labelledby="settings-appearance">
        <h2 id="settings-appearance">{t`Appearance`}</h2>
        <fieldset className="choices">
          <legend className="visually-hidden">{t`Theme`}</legend>
          {themes().map(({ value, label, icon }) => (
            <label key={value} className="choice">
              <input type="radio" name="theme" checked={theme === value} onChange={() => setTheme(value)} />
              <Icon name={icon} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <LanguageChoice />
      </section>
      <section className="panel padded" aria-labelledby="settings-notifications">
        <h2 id="settings-notifications">{t`Notifications`}</h2>
        <PushSwitch />
      </section>
      <section className="panel padded" aria-labelledby="settings-session">
        <h2 id="settings-session">{t`Sessions`}</h2>
        <SessionList />
      </section>
      <section className="panel padded" aria-labelledby="settings-password">
        <h2 id="settings-password">{t`Password`}</h2>
        <PasswordForm />
      </section>
      <section className="panel padded" aria-labelledby="settings-apart">
        <h2 id="settings-apart">{t`Blocked and muted`}</h2>
        <ul className="system-links">
          <li>
            <Link to="/settings/blocked">{t`Blocked people`}</Link>
            <span className="hint">{t`You and they don't see each other`}</span>
          </li>
          <li>
            <Link to="/settings/muted">{t`Muted people`}</Link>
            <span className="hint">{t`Their posts don't appear in your feed`}</span>
          </li>
        </ul>
      </section>
      <section className="panel padded" aria-labelledby="settings-system">
        <h2 id="settings-system">{t`System`}</h2>
        <ul className="system-links">
          <li>
            <Link to="/status">{t`Status`}</Link>
            <span className="hint">{t`Health of every service`}</span>
          </li>
          <li>
            <Link to="/services">{t`Services`}</Link>
            <span className="hint">{t`Catalogue of services and calls`}</span>
          </li>
        </ul>
      </section>
      <section className="panel padded" aria-labelledby="settings-delete">
        <h2 id="settings-delete">{t`Delete account`}</h2>
        <DeleteAccount />
      </section>
    </Page>
  );
}
