import { useEffect, useId, useRef } from "react";
import { errorMessage } from "../api/problem";
import { useVote } from "../api/questionChanges";
import { plural, t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { nextVote, toVote, type Vote } from "./votes";

interface Props {
  question: string;
  /** Null for a vote on the question itself. */
  answer: string | null;
  score: number;
  myVote: number;
  own: boolean;
}

const questionTexts = () => ({
  reason: t`You can't vote on your own question.`,
  up: t`Vote for this question`,
  down: t`Vote against this question`,
});

const answerTexts = () => ({
  reason: t`You can't vote on your own answer.`,
  up: t`Vote for this answer`,
  down: t`Vote against this answer`,
});

/** The score between two buttons; pressed again, a vote is taken back. On what is one's own they say why they do nothing. */
export function VoteButtons({ question, answer, score, myVote, own }: Props) {
  const id = useId();
  const mine = toVote(myVote);
  const vote = useVote(question, answer);
  // Clicks may come faster than the page is rendered.
  const latest = useRef<Vote>(mine);
  useEffect(() => {
    latest.current = mine;
  }, [mine]);
  const about = answer === null ? questionTexts() : answerTexts();
  const { reason } = about;
  const press = (pressed: 1 | -1) => {
    if (own) return notify(reason);
    const before = latest.current;
    latest.current = nextVote(before, pressed);
    vote.mutate({ before, value: latest.current }, { onError: (error) => notify(errorMessage(error), true) });
  };
  const button = (pressed: 1 | -1, label: string) => (
    <button
      type="button"
      className={pressed === 1 ? "q-vote" : "q-vote down"}
      aria-label={label}
      aria-pressed={mine === pressed}
      aria-disabled={own}
      aria-describedby={own ? id : undefined}
      title={own ? reason : undefined}
      onClick={() => press(pressed)}
    >
      <Icon name="triangle" size={26} />
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset belongs to a form
    <div className="q-votes" role="group" aria-label={t`Votes`}>
      {button(1, about.up)}
      <span className="q-score" aria-live="polite">
        {score}
        <span className="visually-hidden"> {plural(score, { one: "vote", other: "votes" })}</span>
      </span>
      {button(-1, about.down)}
      {own && (
        <span id={id} className="visually-hidden">
          {reason}
        </span>
      )}
    </div>
  );
}
