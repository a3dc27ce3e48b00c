import { Link, useRouteError } from "react-router";
import { t } from "../i18n/text";
import { Page } from "../ui/Page";

/** In place of a page that throws or whose chunk cannot be loaded; the navigation around it stays usable. */
export function PageError() {
  const error = useRouteError();
  const chunk = error instanceof TypeError && /import|module/iu.test(error.message);
  return (
    <Page title={t`Error`}>
      <div className="panel state" role="alert">
        <h2>{chunk ? t`This page couldn't be loaded` : t`Something went wrong`}</h2>
        <p>
          {chunk ? t`Check your connection and try again.` : t`This page couldn't be shown. Reloading often helps.`}
        </p>
        <button type="button" className="button" onClick={() => location.reload()}>
          {t`Try again`}
        </button>
        <Link to="/">{t`Go to Home`}</Link>
      </div>
    </Page>
  );
}
