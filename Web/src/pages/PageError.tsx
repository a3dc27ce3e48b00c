import { Link, useRouteError } from "react-router";
import { Page } from "../ui/Page";

/** In place of a page that throws or whose chunk cannot be loaded; the navigation around it stays usable. */
export function PageError() {
  const error = useRouteError();
  const chunk = error instanceof TypeError && /import|module/iu.test(error.message);
  return (
    <Page title="Error">
      <div className="panel state" role="alert">
        <h2>{chunk ? "This page couldn't be loaded" : "Something went wrong"}</h2>
        <p>{chunk ? "Check your connection and try again." : "This page couldn't be shown. Reloading often helps."}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Try again
        </button>
        <Link to="/">Go to Home</Link>
      </div>
    </Page>
  );
}
