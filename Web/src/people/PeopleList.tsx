import type { ReactNode } from "react";
import { merge } from "../api/pages";
import type { useFollows } from "../api/people";
import { Failure, More, PeopleSkeletons } from "../ui/States";
import { PersonRow } from "./PersonRow";

export function PeopleList({ query, empty }: { query: ReturnType<typeof useFollows>; empty: ReactNode }) {
  if (query.isPending) {
    return (
      <div role="status">
        <span className="unseen">Loading people</span>
        <PeopleSkeletons />
      </div>
    );
  }
  if (query.data === undefined) return <Failure error={query.error} retry={() => query.refetch()} />;
  const people = merge(query.data);
  if (people.length === 0) return empty;
  return (
    <>
      <ul className="people">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </ul>
      <More
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
    </>
  );
}
