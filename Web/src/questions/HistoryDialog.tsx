import { rich, t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";
import { lineDiff } from "./lineDiff";

/** A text as it was from a time on. */
interface Version {
  text: string;
  at: string;
}

interface Query {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

interface Props {
  /** The latest first, beginning with what stands now. */
  versions: readonly Version[];
  query: Query;
  onClose: () => void;
}

const signs = { same: " ", added: "+", removed: "−" } as const;

/** What every edit changed, line by line, the latest first. */
export function HistoryDialog({ versions, query, onClose }: Props) {
  return (
    <Modal label={t`Edit history`} className="sheet wide padded" onClose={onClose}>
      <header className="sheet-top">
        <h2>{t`Edit history`}</h2>
        <button type="button" className="round" onClick={onClose} aria-label={t`Close`}>
          <Icon name="close" />
        </button>
      </header>
      {query.isPending && <PeopleSkeletons count={2} />}
      {query.isError && versions.length < 2 && <ErrorState error={query.error} retry={query.refetch} />}
      {!query.isPending && !query.isError && versions.length < 2 && <p className="hint">{t`Nothing was edited.`}</p>}
      <ol className="edits q-edits">
        {versions.slice(0, -1).map((version, index) => (
          <li key={version.at}>
            <p className="hint">{rich`Edited ${<TimeAgo at={version.at} long />}`}</p>
            <Diff before={versions[index + 1]?.text ?? ""} after={version.text} />
          </li>
        ))}
      </ol>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={query.fetchNextPage}
      />
    </Modal>
  );
}

function Diff({ before, after }: { before: string; after: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard, too
    <section className="diff" tabIndex={0} aria-label={t`Changed lines`}>
      {lineDiff(before, after).map(({ kind, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a comparison have no other identity than their place
        <div key={index} className={`diff-line ${kind}`} dir="auto">
          <span aria-hidden="true">{signs[kind]} </span>
          <span className="visually-hidden">{kind === "same" ? "" : kind === "added" ? t`Added: ` : t`Removed: `}</span>
          {text}
        </div>
      ))}
    </section>
  );
}
