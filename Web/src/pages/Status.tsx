import { Link } from "react-router";
import { useStatus } from "../api/operations";
import type { Instance, ServiceStatus, Status } from "../api/types";
import { Mark } from "../ui/Mark";
import { Page } from "../ui/Page";
import { Empty, Failure, PeopleSkeletons } from "../ui/States";
import { ThemeButton } from "../ui/ThemeButton";
import { TimeAgo } from "../ui/TimeAgo";

const words: Record<string, string> = {
  ready: "Serving",
  degraded: "Serving, but a part is away",
  unready: "Not ready",
  away: "Not answering",
};

// A closed breaker is how it should be, and says nothing.
const breakers: Record<string, string> = {
  open: "No calls go there",
  halfOpen: "Being tried again",
};

/** How every instance of every service is: for anybody, and also while nobody can log in. */
export function StatusPage() {
  const query = useStatus();
  return (
    <div className="bulletin">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="bulletin-top">
        <Link to="/" className="brand">
          <Mark />
          <span>Social</span>
        </Link>
        <ThemeButton />
      </header>
      <main id="main" tabIndex={-1}>
        <Page title="Status" heading="Status">
          {query.isPending ? (
            <PeopleSkeletons />
          ) : query.data === undefined ? (
            <Failure error={query.error} retry={query.refetch} />
          ) : (
            <>
              {query.isError && (
                <p className="bulletin-old" role="alert">
                  There is no answer now. This is how it was{" "}
                  <TimeAgo at={new Date(query.dataUpdatedAt).toISOString()} />.
                </p>
              )}
              <Bulletin status={query.data} />
            </>
          )}
        </Page>
      </main>
    </div>
  );
}

function Bulletin({ status }: { status: Status }) {
  if (status.services.length === 0) {
    return (
      <Empty title="No service is known">
        <p>The gateway was told of none.</p>
      </Empty>
    );
  }
  const troubled = status.services.filter((one) => one.instances.some(({ state }) => state !== "ready"));
  return (
    <>
      <p className="bulletin-sum" role="status">
        {troubled.length === 0
          ? "Everything is serving."
          : `Not all is well: ${troubled.map((one) => one.name).join(", ")}.`}
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
        <p className="hint">No instance of it is known.</p>
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
      <strong className={`condition ${state}`}>{words[state] ?? state}</strong>
      <span className="hint">
        {startedAt !== null && (
          <span>
            Started <TimeAgo at={startedAt} />
          </span>
        )}
        {load !== null && <span>{load === 1 ? "1 call in progress" : `${load} calls in progress`}</span>}
        {breaker !== null && breaker in breakers && <span>{breakers[breaker]}</span>}
        {address !== null && <span>{address}</span>}
        {version !== null && <span>Version {version.split("+")[0]}</span>}
      </span>
    </li>
  );
}
