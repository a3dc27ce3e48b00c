import { Link } from "react-router";
import { t } from "../i18n/text";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

export function NotFound() {
  return (
    <Page title={t`Not found`}>
      <EmptyState title={t`Page not found`}>
        <p>{t`The address may be wrong, or the page was deleted.`}</p>
        <Link to="/" className="button">
          {t`Go home`}
        </Link>
      </EmptyState>
    </Page>
  );
}
