import { useSuggestions } from "../api/people";
import { t } from "../i18n/text";
import { ErrorState, PeopleSkeletons } from "../ui/States";
import { PersonRow } from "./PersonRow";

export function Suggestions({ count = 5 }: { count?: number }) {
  const { people, isPending, data, error, refetch } = useSuggestions(count);
  if (isPending) return <PeopleSkeletons count={count} />;
  if (data === undefined) return <ErrorState error={error} retry={refetch} />;
  if (people.length === 0) return <p className="hint">{t`No suggestions right now.`}</p>;
  return (
    <ul className="people">
      {people.map((person) => (
        <PersonRow key={person.id} person={person} brief />
      ))}
    </ul>
  );
}
