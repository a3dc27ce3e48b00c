import { usePostEdits } from "../api/posts";
import type { Post } from "../api/types";
import { t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { Modal } from "../ui/Modal";
import { ErrorState, LoadMore, PeopleSkeletons } from "../ui/States";
import { TimeAgo } from "../ui/TimeAgo";

/** The earlier texts of the user's post, the latest first. */
export default function EditHistoryDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const query = usePostEdits(post.id);
  const edits = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Modal label={t`Edit history`} className="sheet wide padded" onClose={onClose}>
      <header className="sheet-top">
        <h2>{t`Edit history`}</h2>
        <button type="button" className="round" onClick={onClose} aria-label={t`Close`}>
          <Icon name="close" />
        </button>
      </header>
      {query.isPending && <PeopleSkeletons count={2} />}
      {query.isError && query.data === undefined && <ErrorState error={query.error} retry={query.refetch} />}
      {query.isSuccess && edits.length === 0 && <p className="hint">{t`This post was not edited.`}</p>}
      <ol className="edits">
        {edits.map((edit) => (
          <li key={edit.writtenAt}>
            <p className="hint">
              <TimeAgo at={edit.writtenAt} long />
            </p>
            <p className="text" dir="auto">
              {edit.text === "" ? <em>{t`No text`}</em> : edit.text}
            </p>
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
