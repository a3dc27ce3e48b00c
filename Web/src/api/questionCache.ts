import type { QueryClient } from "@tanstack/react-query";
import { mapItems, type Pages } from "./pages";
import { type QuestionPage, questionKey } from "./questions";
import type { Answer, Question, QuestionComment, QuestionDetail } from "./types";

type Open = { pages: QuestionPage[]; pageParams: (string | null)[] };

/** Updates a question in every cached list and on its own page. */
export function patchQuestion(client: QueryClient, id: string, change: (question: Question) => Question) {
  client.setQueriesData<Pages<Question>>({ queryKey: ["questions"] }, (data) =>
    mapItems(data, (question) => (question.id === id ? change(question) : question)),
  );
  patchDetail(client, id, (detail) => ({ ...detail, question: change(detail.question) }));
}

export function patchDetail(client: QueryClient, id: string, change: (detail: QuestionDetail) => QuestionDetail) {
  client.setQueryData<Open>(
    questionKey(id),
    (open) =>
      open && {
        ...open,
        pages: open.pages.map((page) => (page.detail === undefined ? page : { ...page, detail: change(page.detail) })),
      },
  );
}

/** Updates the answers of an open question; undefined removes one. */
export function patchAnswers(client: QueryClient, id: string, change: (answer: Answer) => Answer | undefined) {
  client.setQueryData<Open>(
    questionKey(id),
    (open) =>
      open && {
        ...open,
        pages: open.pages.map((page) => ({
          ...page,
          items: page.items.map(change).filter((answer) => answer !== undefined),
        })),
      },
  );
}

export function patchComments(
  client: QueryClient,
  { questionId, answerId }: Pick<QuestionComment, "questionId" | "answerId">,
  change: (comments: QuestionComment[]) => QuestionComment[],
) {
  if (answerId === null)
    patchDetail(client, questionId, (detail) => ({ ...detail, comments: change(detail.comments) }));
  else
    patchAnswers(client, questionId, (answer) =>
      answer.id === answerId ? { ...answer, comments: change(answer.comments) } : answer,
    );
}

/** What was written is on the page again as the service has it, in its order. */
export const reload = (client: QueryClient, id: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: questionKey(id) }),
    client.invalidateQueries({ queryKey: ["questions"], refetchType: "none" }),
  ]);
