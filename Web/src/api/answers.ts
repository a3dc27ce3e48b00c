import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { patchAnswers, patchComments, patchQuestion, reload } from "./questionCache";
import type { Answer, QuestionComment } from "./types";

export function useAnswer(question: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: string; key: string }) =>
      unwrap(
        api.POST("/api/questions/{id}/answers", {
          params: { path: { id: question }, header: { "Idempotency-Key": key } },
          body: { body },
        }),
      ),
    onSuccess: () => reload(client, question),
  });
}

export function useEditAnswer({ id, questionId }: Answer) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: string) => unwrap(api.PATCH("/api/answers/{id}", { params: { path: { id } }, body: { body } })),
    onSuccess: (answer) => {
      patchAnswers(client, questionId, (other) => (other.id === id ? answer : other));
      client.invalidateQueries({ queryKey: ["answer-edits", id] });
    },
  });
}

export function useDeleteAnswer({ id, questionId }: Answer) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/answers/{id}", { params: { path: { id } } })),
    onSuccess: () => {
      patchAnswers(client, questionId, (other) => (other.id === id ? undefined : other));
      patchQuestion(client, questionId, (question) => ({ ...question, answers: Math.max(0, question.answers - 1) }));
    },
  });
}

/** Accepts an answer in place of another one, or withdraws that. */
export function useAccept({ id, questionId }: Answer) {
  const client = useQueryClient();
  const params = { path: { id } };
  return useMutation({
    mutationFn: (accept: boolean) =>
      accept
        ? unwrap(api.PUT("/api/answers/{id}/accept", { params }))
        : unwrap(api.DELETE("/api/answers/{id}/accept", { params })),
    onSuccess: () => reload(client, questionId),
  });
}

export function useAddQuestionComment(question: string, answer: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ text, key }: { text: string; key: string }) => {
      const params = { path: { id: answer ?? question }, header: { "Idempotency-Key": key } };
      return answer === null
        ? unwrap(api.POST("/api/questions/{id}/comments", { params, body: { text } }))
        : unwrap(api.POST("/api/answers/{id}/comments", { params, body: { text } }));
    },
    onSuccess: (comment) =>
      patchComments(client, comment, (all) => [...all.filter(({ id }) => id !== comment.id), comment]),
  });
}

export function useDeleteQuestionComment() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: QuestionComment) =>
      unwrap(api.DELETE("/api/question-comments/{id}", { params: { path: { id } } })),
    onSuccess: (_, comment) => patchComments(client, comment, (all) => all.filter(({ id }) => id !== comment.id)),
  });
}
