import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Vote, voted } from "../questions/votes";
import { api, unwrap } from "./client";
import { mapItems, type Pages } from "./pages";
import { patchAnswers, patchDetail, patchQuestion } from "./questionCache";
import { questionKey } from "./questions";
import { Toggles } from "./toggle";
import type { Question } from "./types";
import { VoteQueue } from "./voteQueue";

export interface AskForm {
  title: string;
  body: string;
  tags: string[];
}

export function useAsk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ form, key }: { form: AskForm; key: string }) =>
      unwrap(api.POST("/api/questions", { params: { header: { "Idempotency-Key": key } }, body: form })),
    onSuccess: () => {
      client.invalidateQueries({ queryKey: ["questions"], refetchType: "none" });
      client.invalidateQueries({ queryKey: ["question-tags"], refetchType: "none" });
    },
  });
}

export function useEditQuestion(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AskForm) => unwrap(api.PATCH("/api/questions/{id}", { params: { path: { id } }, body })),
    onSuccess: (detail) => {
      patchDetail(client, id, () => detail);
      patchQuestion(client, id, () => detail.question);
      client.invalidateQueries({ queryKey: ["question-edits", id] });
      client.invalidateQueries({ queryKey: ["questions"], refetchType: "none" });
    },
  });
}

export function useDeleteQuestion(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.DELETE("/api/questions/{id}", { params: { path: { id } } })),
    onSuccess: () => {
      client.setQueriesData<Pages<Question>>({ queryKey: ["questions"] }, (data) =>
        mapItems(data, (question) => (question.id === id ? undefined : question)),
      );
      client.invalidateQueries({ queryKey: questionKey(id), refetchType: "none" });
    },
  });
}

/** Closes a question in favour of another one; null opens it again. */
export function useCloseQuestion(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (other: string | null) =>
      other === null
        ? unwrap(api.DELETE("/api/questions/{id}/duplicate-of", { params: { path: { id } } }))
        : unwrap(api.PUT("/api/questions/{id}/duplicate-of/{other}", { params: { path: { id, other } } })),
    onSuccess: (_, other) => patchQuestion(client, id, (question) => ({ ...question, duplicateOf: other })),
  });
}

const follows = new Toggles();

export function useFollowQuestion(id: string) {
  const client = useQueryClient();
  const params = { path: { id } };
  const show = (followed: boolean) => patchQuestion(client, id, (question) => ({ ...question, followed }));
  return useMutation({
    mutationFn: (follow: boolean) =>
      follows.set(
        id,
        follow,
        (on) =>
          on
            ? unwrap(api.PUT("/api/questions/{id}/follow", { params }))
            : unwrap(api.DELETE("/api/questions/{id}/follow", { params })),
        show,
      ),
    onMutate: show,
  });
}

const votes = new VoteQueue();

/** Votes on a question or one of its answers: an optimistic update, rolled back on failure. */
export function useVote(question: string, answer: string | null) {
  const client = useQueryClient();
  const id = answer ?? question;
  const params = { path: { id } };
  const show = (value: Vote) => {
    if (answer === null) patchQuestion(client, question, (one) => voted(one, value));
    else patchAnswers(client, question, (one) => (one.id === answer ? voted(one, value) : one));
  };
  return useMutation({
    // What stood before comes with the vote: one that waits for the network is sent when the page shows it already.
    mutationFn: ({ before, value }: { before: Vote; value: Vote }) =>
      votes.set(
        id,
        before,
        value,
        (body) =>
          answer === null
            ? unwrap(api.PUT("/api/questions/{id}/vote", { params, body: { value: body } }))
            : unwrap(api.PUT("/api/answers/{id}/vote", { params, body: { value: body } })),
        show,
      ),
    onMutate: ({ value }) => show(value),
  });
}
