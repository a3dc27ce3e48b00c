import { keepPreviousData, type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ListFilter } from "../questions/listAddress";
import { api, unwrap } from "./client";
import type { Answer, AnswerEdit, Page, Question, QuestionDetail, QuestionEdit } from "./types";
import { pageQuery, usePages } from "./usePages";

/** A question's page: its first page of answers comes with the question itself. */
export interface QuestionPage extends Page<Answer> {
  detail?: QuestionDetail;
}

export const questionKey = (id: string) => ["question", id] as const;

/** A list of questions; all are patched together when a question changes. */
const useQuestionPages = (
  key: QueryKey,
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Question>>,
  enabled = true,
) => usePages<Question>(["questions", ...key], load, { enabled });

/** The list of the address. A search comes in the order of its matches, so it goes with a tag alone. */
export const useQuestions = ({ sort, tag, scope, q }: ListFilter) =>
  useQuestionPages([sort, tag, scope, q], (cursor, signal) => {
    const query = {
      ...pageQuery(cursor),
      ...(tag === "" ? {} : { tag }),
      ...(q === "" ? { sort } : { q }),
      ...(q === "" && scope === "mine" ? { mine: true } : {}),
      ...(q === "" && scope === "followed" ? { followed: true } : {}),
    };
    return unwrap(api.GET("/api/questions", { params: { query }, signal }));
  });

/** What somebody asked, or the questions that they answered. */
export const useQuestionsOf = (username: string, role: "author" | "answeredBy") =>
  useQuestionPages([role, username], (cursor, signal) =>
    unwrap(api.GET("/api/questions", { params: { query: { ...pageQuery(cursor), [role]: username } }, signal })),
  );

const noQuestions: Page<Question> = { items: [], next: null };

/** Questions with the words of `q`, the best match first. */
export const useQuestionSearch = (q: string, enabled = true) =>
  useQuestionPages(
    ["search", q],
    async (cursor, signal) => {
      const query = { ...pageQuery(cursor), q, type: "questions" };
      return (await unwrap(api.GET("/api/search", { params: { query }, signal }))).questions ?? noQuestions;
    },
    enabled,
  );

/** A question with its answers, page by page. */
export const useQuestion = (id: string) =>
  usePages<Answer, QuestionPage>(questionKey(id), async (cursor, signal) => {
    const path = { id };
    if (cursor !== null) {
      const params = { path, query: pageQuery(cursor) };
      return unwrap(api.GET("/api/questions/{id}/answers", { params, signal }));
    }
    const detail = await unwrap(api.GET("/api/questions/{id}", { params: { path }, signal }));
    return { ...detail.answers, detail };
  });

/** The title of another question, such as the one in whose favour this one is closed. */
export function useQuestionTitle(id: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: ["question-title", id],
    queryFn: async ({ signal }) => {
      const open = client.getQueryData<{ pages: QuestionPage[] }>(questionKey(id))?.pages[0]?.detail;
      if (open !== undefined) return open.question.title;
      return (await unwrap(api.GET("/api/questions/{id}", { params: { path: { id } }, signal }))).question.title;
    },
    staleTime: 300_000,
  });
}

export function useRelated(id: string) {
  return useQuery({
    queryKey: ["questions-related", id],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/questions/{id}/related", { params: { path: { id } }, signal }))).items,
    staleTime: 300_000,
  });
}

/** Questions whose titles are like the one that is being typed; none for one of a few letters. */
export function useSimilar(title: string) {
  return useQuery({
    queryKey: ["questions-similar", title],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/questions/similar", { params: { query: { title } }, signal }))).items,
    enabled: title.length >= 5,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const useQuestionEdits = (id: string) =>
  usePages<QuestionEdit>(["question-edits", id], (cursor, signal) =>
    unwrap(api.GET("/api/questions/{id}/edits", { params: { path: { id }, query: pageQuery(cursor) }, signal })),
  );

export const useAnswerEdits = (id: string) =>
  usePages<AnswerEdit>(["answer-edits", id], (cursor, signal) =>
    unwrap(api.GET("/api/answers/{id}/edits", { params: { path: { id }, query: pageQuery(cursor) }, signal })),
  );
