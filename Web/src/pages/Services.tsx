import { useState } from "react";
import { Link } from "react-router";
import { useCatalogue, useProto } from "../api/operations";
import type { Field, Service } from "../api/types";
import { rich, t } from "../i18n/text";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState, ErrorState, PeopleSkeletons } from "../ui/States";

const kinds = (): Record<string, string> => ({
  clientStreaming: t`client streaming`,
  serverStreaming: t`server streaming`,
  duplexStreaming: t`bidirectional streaming`,
});

/** The catalogue of services and their calls, from their .proto files. */
export function Services() {
  const query = useCatalogue();
  return (
    <Page title={t`Services`} heading={<BackLink to="/settings">{t`Services`}</BackLink>}>
      {query.isPending ? (
        <PeopleSkeletons />
      ) : query.data === undefined ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : query.data.services.length === 0 ? (
        <EmptyState title={t`No services`} />
      ) : (
        <>
          <p className="services-lead">
            {rich`Clients use the ${<a href="/docs">{t`public API`}</a>} (${<a href={query.data.openApi}>OpenAPI</a>}); the services behind it use gRPC. See also ${<Link to="/status">{t`Status`}</Link>}.`}
          </p>
          <nav aria-label={t`Services`} className="services-index">
            {query.data.services.map(({ name }) => (
              <a key={name} href={`#service-${name}`} className="chip">
                {name.split(".").at(-1)}
              </a>
            ))}
          </nav>
          {query.data.services.map((service) => (
            <Contract key={service.name} service={service} />
          ))}
        </>
      )}
    </Page>
  );
}

function Contract({ service }: { service: Service }) {
  const id = `service-${service.name}`;
  const messageId = (type: string) => `${service.name}/${type}`;
  const types = new Set([...service.messages, ...service.enums].map(({ name }) => name));
  const typeLink = (type: string) =>
    types.has(type) ? <a href={`#${messageId(type)}`}>{type.split(".").at(-1)}</a> : <span>{type}</span>;
  return (
    <section className="panel padded contract" aria-labelledby={id}>
      <h2 id={id}>{service.name.split(".").at(-1)}</h2>
      <p>{service.description}</p>
      <ul className="calls">
        {service.calls.map((call) => (
          <li key={call.name}>
            <strong>{call.name}</strong>
            {call.readOnly && <span className="chip">{t`read-only`}</span>}
            {call.kind in kinds() && <span className="chip">{kinds()[call.kind]}</span>}
            <span className="hint">
              {typeLink(call.request)} → {typeLink(call.response)}
            </span>
            {call.description !== "" && <p>{call.description}</p>}
          </li>
        ))}
      </ul>
      <h3>{t`Messages`}</h3>
      {service.messages.map((message) => (
        <article key={message.name} id={messageId(message.name)} className="shape">
          <h4>{message.name.split(".").at(-1)}</h4>
          {message.description !== "" && <p>{message.description}</p>}
          {message.fields.length === 0 ? (
            <p className="hint">{t`No fields.`}</p>
          ) : (
            <dl>
              {message.fields.map((field) => (
                <div key={field.number}>
                  <dt>{field.name}</dt>
                  <dd>
                    <Kind field={field} typeLink={typeLink} />
                    {field.oneOf !== null && <span className="chip">{t`one of ${field.oneOf}`}</span>}
                    {field.description !== "" && <span className="hint"> {field.description}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </article>
      ))}
      {service.enums.map((type) => (
        <article key={type.name} id={messageId(type.name)} className="shape">
          <h4>{type.name.split(".").at(-1)}</h4>
          <p className="hint">{type.values.map(({ name, number }) => `${number} ${name}`).join(", ")}</p>
        </article>
      ))}
      <Proto name={service.name} />
    </section>
  );
}

function Kind({ field, typeLink }: { field: Field; typeLink: (type: string) => React.ReactNode }) {
  if (field.label === "map") return rich`map of ${field.keyType} to ${typeLink(field.type)}`;
  return (
    <>
      {field.label !== "single" && `${field.label} `}
      {typeLink(field.type)}
    </>
  );
}

function Proto({ name }: { name: string }) {
  const [opened, setOpened] = useState(false);
  const query = useProto(name, opened);
  return (
    <details className="proto" onToggle={(event) => event.currentTarget.open && setOpened(true)}>
      <summary>{t`.proto file`}</summary>
      {query.isError ? (
        <ErrorState error={query.error} retry={query.refetch} />
      ) : query.data === undefined ? (
        <p className="hint">{t`Loading…`}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <pre tabIndex={0}>{query.data}</pre>
      )}
    </details>
  );
}
