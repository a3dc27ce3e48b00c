import { Link } from "react-router";
import { useStatus } from "../api/operations";
import type { Instance, ServiceStatus, Status } from "../api/types";
import { formatList, plural, rich, t } from "../i18n/text";
import { Logo } from "../ui/Logo";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, PeopleSkeletons } from "../ui/States";
import { ThemeButton } from "../ui/ThemeButton";
import { TimeAgo } from "../ui/TimeAgo";

const stateLabels = (): Record<string, string> => ({
  ready: t`Healthy`,
  degraded: t`Degraded`,
  unready: t`Not ready`,
  away: t`Unreachable`,
});

// A closed breaker is normal and not shown.
const breakerLabels = (): Record<string, string> => ({
  open: t`Circuit breaker open`,
  halfOpen: t`Circuit breaker half-open`,
});

/** The state of every instance of every service. Public, and available while nobody can log in. */
export function StatusPage() {
  const query = useStatus();
  return (
    <div className="status-page">
      <a className="skip" href="#main">
        {t`Skip to content`}
      </a>
      <header className="status-top">
        <Link to="/" className="brand">
          <Logo />
          <span>Social</span>
        </Link>
        <ThemeButton />
      </header>
      <main id="main" tabIndex={-1}>
        <Page title={t`Status`} heading={t`Status`}>
          {query.isPending ? (
            <PeopleSkeletons />
          ) : query.data === undefined ? (
            <ErrorState error={query.error} retry={query.refetch} />
          ) : (
            <>
              {query.isError && (
                <p className="status-outdated" role="alert">
                  {rich`No response right now. Last known state from ${<TimeAgo at={new Date(query.dataUpdatedAt).toISOString()} />}.`}
                </p>
              )}
              <StatusReport status={query.data} outdated={query.isError} />
            </>
          )}
        </Page>
      </main>
    </div>
  );
}

function StatusReport({ status, outdated }: { status: Status; outdated: boolean }) {
  if (status.services.length === 0) {
    return (
      <EmptyState title={t`No services`}>
        <p>{t`The gateway knows no services.`}</p>
      </EmptyState>
    );
  }
  const unhealthy = status.services.filter((one) => one.instances.some(({ state }) => state !== "ready"));
  return (
    <>
      <p className="status-summary" role="status">
        {outdated
          ? ""
          : unhealthy.length === 0
            ? t`All systems operational.`
            : t`Problems with ${formatList(unhealthy.map((one) => one.name))}.`}
      </p>
      {status.services.map((service) => (
        <Service key={service.name} service={service} />
      ))}
    </>
  );
}

function Service({ service }: { service: ServiceStatus }) {
  const id = `status-${service.name}`;
  return (
    <section className="panel padded" aria-labelledby={id}>
      <h2 id={id}>{service.name}</h2>
      {service.instances.length === 0 ? (
        <p className="hint">{t`No instances.`}</p>
      ) : (
        <ul className="instances">
          {service.instances.map((instance, index) => (
            <Row key={instance.id ?? instance.address ?? index} instance={instance} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ instance }: { instance: Instance }) {
  const { state, version, startedAt, load, breaker, address } = instance;
  return (
    <li>
      <strong className={`condition ${state}`}>{stateLabels()[state] ?? state}</strong>
      <span className="hint">
        {startedAt !== null && <span>{rich`Started ${<TimeAgo at={startedAt} />}`}</span>}
        {load !== null && <span>{plural(load, { one: "# call in progress", other: "# calls in progress" })}</span>}
        {breaker !== null && breaker in breakerLabels() && <span>{breakerLabels()[breaker]}</span>}
        {address !== null && <span>{address}</span>}
        {version !== null && <span>{t`Version ${version.split("+")[0] ?? ""}`}</span>}
      </span>
    </li>
  );
}
