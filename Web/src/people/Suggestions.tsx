import { useSuggestions } from "../api/people";
import { Failure, PeopleSkeletons } from "../ui/States";
import { PersonRow } from "./PersonRow";

/** Some people to follow; who is followed meanwhile stays, so that the list does not move under the pointer. */
export function Suggestions({ count = 5 }: { count?: number }) {
  const { people, isPending, data, error, refetch } = useSuggestions(count);
  if (isPending) return <PeopleSkeletons count={count} />;
  if (data === undefined) return <Failure error={error} retry={refetch} />;
  if (people.length === 0) return <p className="hint">You are the first one here. Tell your friends.</p>;
  return (
    <ul className="people">
      {people.map((person) => (
        <PersonRow key={person.id} person={person} brief />
      ))}
    </ul>
  );
}
