import { useCallback, useMemo } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useQuestions } from "../api/questions";
import { t } from "../i18n/text";
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
    (changed: ListFilter, typed = false) =>
      navigate({ search: filterQuery(changed) }, { replace: typed, preventScrollReset: true }),
    [navigate],
  );
  return (
    <Page title={t`Questions`} heading={t`Questions`}>
      <div className="q-top">
        <Link to="/questions/ask" className="button">
          <Icon name="plus" size={18} /> {t`Ask a question`}
        </Link>
        <Link to="/questions/tags" className="button quiet">
          {t`Tags`}
        </Link>
      </div>
      <QuestionFilters filter={filter} onChange={change} />
      <QuestionList label={t`Questions`} query={query} empty={<NoQuestions filter={filter} />} />
    </Page>
  );
}

function NoQuestions({ filter }: { filter: ListFilter }) {
  if (filter.q !== "") {
    return (
      <EmptyState title={t`No questions for “${filter.q}”`}>
        <p>{t`Try other words, or fewer of them.`}</p>
      </EmptyState>
    );
  }
  const filtered = filter.tag !== "" || filter.scope !== "all" || filter.sort === "unanswered";
  return (
    <EmptyState title={filtered ? t`No questions here` : t`No questions yet`}>
      <p>
        {filter.scope === "followed"
          ? t`Follow tags to see their questions here.`
          : filtered
            ? t`None match these filters.`
            : t`Ask the first one.`}
      </p>
      {filtered && (
        <Link to="/questions" className="button quiet">
          {t`Show all`}
        </Link>
      )}
    </EmptyState>
  );
}
