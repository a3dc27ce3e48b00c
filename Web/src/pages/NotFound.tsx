import { Link } from "react-router";
import { Page } from "../ui/Page";
import { Empty } from "../ui/States";

export function NotFound() {
  return (
    <Page title="Not found">
      <Empty title="There is nothing here">
        <p>The address may be mistyped, or what was here is gone.</p>
        <Link to="/" className="button">
          Go home
        </Link>
      </Empty>
    </Page>
  );
}
