import { Link } from "react-router";
import { Page } from "../ui/Page";

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
      </Page>
    </div>
  );
}
