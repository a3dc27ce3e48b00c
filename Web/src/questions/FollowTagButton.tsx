import { errorMessage } from "../api/problem";
import { useFollowTag } from "../api/questionTags";
import type { QuestionTag } from "../api/types";
import { t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { useToggle } from "../ui/useToggle";

export function FollowTagButton({ tag }: { tag: QuestionTag }) {
  const follow = useFollowTag(tag.tag);
  const next = useToggle(tag.followed);
  return (
    <button
      type="button"
      className="button quiet q-follow"
      aria-pressed={tag.followed}
      onClick={() => follow.mutate(next(), { onError: (error) => notify(errorMessage(error), true) })}
    >
      {tag.followed ? t`Following` : t`Follow`}
      <span className="visually-hidden"> {tag.tag}</span>
    </button>
  );
}
