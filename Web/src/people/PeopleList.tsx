import type { ReactNode } from "react";
import { flatten } from "../api/pages";
import type { Profile } from "../api/types";
import type { PagesQuery } from "../api/usePages";
import { t } from "../i18n/text";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { PersonRow } from "./PersonRow";

interface Props {
  query: PagesQuery<Profile>;
  empty: ReactNode;
  /** In place of each person's button to follow. */
  action?: (person: Profile) => ReactNode;
}

export function PeopleList({ query, empty, action }: Props) {
  if (query.isPending) {
    return (
      <div role="status">
        <span className="visually-hidden">{t`Loading people`}</span>
        <PeopleSkeletons />
      </div>
    );
  }
  if (query.data === undefined) return <ErrorState error={query.error} retry={() => query.refetch()} />;
  const people = flatten(query.data);
  if (people.length === 0) return empty;
  return (
    <>
      <ul className="people">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} action={action?.(person)} />
        ))}
      </ul>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
    </>
  );
}
