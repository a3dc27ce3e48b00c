import { Link } from "react-router";
import { Icon, type IconName } from "../ui/Icon";
import { Page } from "../ui/Page";
import { WelcomePost } from "./WelcomePost";

const features: { icon: IconName; name: string; text: string }[] = [
  { icon: "home", name: "A feed in order", text: "Posts and photos of the people you follow. It ends, and says so." },
  { icon: "camera", name: "Stories", text: "Pictures for a day, then they are deleted." },
  { icon: "chat", name: "Chat", text: "Rooms and direct messages, live." },
  { icon: "question", name: "Questions", text: "Ask everyone, vote, and accept the best answer." },
];

export function Welcome() {
  return (
    <div className="welcome">
      <Page title="Welcome" heading={<>A calm place for the people you follow.</>}>
        <p className="lead">Posts and photos, newest first. No ranking, no ads.</p>
        <div className="welcome-actions">
          <Link to="/register" className="button big">
            Create an account
          </Link>
          <Link to="/login" className="button quiet big">
            Log in
          </Link>
        </div>
        <WelcomePost />
        <ul className="welcome-features" aria-label="What Social has">
          {features.map(({ icon, name, text }) => (
            <li key={name}>
              <Icon name={icon} />
              <span>
                <strong>{name}</strong>
                <span className="hint">{text}</span>
              </span>
            </li>
          ))}
        </ul>
      </Page>
    </div>
  );
}
