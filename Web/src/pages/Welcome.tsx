import { Link } from "react-router";
import { LanguageLinks } from "../i18n/LanguageChoice";
import { t } from "../i18n/text";
import { Icon, type IconName } from "../ui/Icon";
import { Page } from "../ui/Page";
import { WelcomePost } from "./WelcomePost";

const features = (): { icon: IconName; name: string; text: string }[] => [
  { icon: "home", name: t`A feed in order`, text: t`Posts and photos of the people you follow. It ends, and says so.` },
  { icon: "camera", name: t`Stories`, text: t`Pictures for a day, then they are deleted.` },
  { icon: "chat", name: t`Chat`, text: t`Rooms and direct messages, live.` },
  { icon: "question", name: t`Questions`, text: t`Ask everyone, vote, and accept the best answer.` },
];

export function Welcome() {
  return (
    <div className="welcome">
      <Page title={t`Welcome`} heading={t`A calm place for the people you follow.`}>
        <p className="lead">{t`Posts and photos, newest first. No ranking, no ads.`}</p>
        <div className="welcome-actions">
          <Link to="/register" className="button big">
            {t`Create an account`}
          </Link>
          <Link to="/login" className="button quiet big">
            {t`Log in`}
          </Link>
        </div>
        <WelcomePost />
        <ul className="welcome-features" aria-label={t`What Social has`}>
          {features().map(({ icon, name, text }) => (
            <li key={name}>
              <Icon name={icon} />
              <span>
                <strong>{name}</strong>
                <span className="hint">{text}</span>
              </span>
            </li>
          ))}
        </ul>
        <LanguageLinks />
      </Page>
    </div>
  );
}
