import { useCallback, useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useQuestions } from "../api/questions";
import { filterQuery, type ListFilter, parseFilter } from "../questions/listAddress";
import { QuestionFilters } from "../questions/QuestionFilters";
import { QuestionList } from "../questions/QuestionList";
import { Icon } from "../ui/Icon";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

/** All questions, in the order and with the filters that the address says. */
export function Questions() {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const filter = useMemo(() => parseFilter(params), [params]);
  const query = useQuestions(filter);
  const change = useCallback(
    (changed: ListFilter) => navigate({ search: filterQuery(changed) }, { replace: true, preventScrollReset: true }),
    [navigate],
  );
  return (
    <Page title="Questions" heading="Questions">
      <div className="q-top">
        <Link to="/questions/ask" className="button">
          <Icon name="plus" size={18} /> Ask a question
        </Link>
        <Link to="/questions/tags" className="button quiet">
          Tags
        </Link>
      </div>
      <QuestionFilters filter={filter} onChange={change} />
      <QuestionList label="Questions" query={query} empty={<NoQuestions filter={filter} />} />
    </Page>
  );
}

function NoQuestions({ filter }: { filter: ListFilter }) {
  if (filter.q !== "") {
    return (
      <EmptyState title={`No questions for “${filter.q}”`}>
        <p>Try other words, or fewer of them.</p>
      </EmptyState>
    );
  }
  const filtered = filter.tag !== "" || filter.scope !== "all" || filter.sort === "unanswered";
  return (
    <EmptyState title={filtered ? "No questions here" : "No questions yet"}>
      <p>
        {filter.scope === "followed"
          ? "Follow tags to see their questions here."
          : filtered
            ? "None match these filters."
            : "Ask the first one."}
      </p>
      {filtered && (
        <Link to="/questions" className="button quiet">
          Show all
        </Link>
      )}
    </EmptyState>
  );
}
