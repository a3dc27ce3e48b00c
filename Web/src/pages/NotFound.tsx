import { Link } from "react-router";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState title="Page not found">
        <p>The address may be wrong, or the page was deleted.</p>
        <Link to="/" className="button">
          Go home
        </Link>
      </EmptyState>
    </Page>
  );
}
