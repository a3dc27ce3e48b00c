import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import { mapItems, type Pages } from "./pages";
import { Toggles } from "./toggle";
import type { QuestionTag } from "./types";
import { pageQuery, usePages } from "./usePages";

const tagKey = (tag: string) => ["question-tag", tag] as const;

/** All tags, those with the most questions first; with `q` those that begin with it. */
export const useQuestionTags = (q: string, followed = false) =>
  usePages<QuestionTag>(
    ["question-tags", q, followed],
    (cursor, signal) => {
      const query = { ...pageQuery(cursor, 40), ...(q === "" ? {} : { q }), ...(followed ? { followed } : {}) };
      return unwrap(api.GET("/api/question-tags", { params: { query }, signal }));
    },
    { keepPrevious: true },
  );

/** A few tags that begin with what is typed. */
export function useTagSuggestions(q: string) {
  return useQuery({
    queryKey: ["question-tags-suggested", q],
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/api/question-tags", { params: { query: { limit: 6, q } }, signal }))).items,
    enabled: q !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function useQuestionTag(tag: string) {
  return useQuery({
    queryKey: tagKey(tag),
    queryFn: ({ signal }) => unwrap(api.GET("/api/question-tags/{tag}", { params: { path: { tag } }, signal })),
  });
}

function patchTag(client: QueryClient, tag: string, change: (tag: QuestionTag) => QuestionTag) {
  const one = (other: QuestionTag) => (other.tag === tag ? change(other) : other);
  client.setQueryData<QuestionTag>(tagKey(tag), (known) => known && one(known));
  client.setQueriesData<Pages<QuestionTag>>({ queryKey: ["question-tags"] }, (data) => mapItems(data, one));
}

const follows = new Toggles();

/** Follows or unfollows a tag: an optimistic update, rolled back on failure. */
export function useFollowTag(tag: string) {
  const client = useQueryClient();
  const params = { path: { tag } };
  const show = (followed: boolean) => patchTag(client, tag, (one) => ({ ...one, followed }));
  return useMutation({
    mutationFn: (follow: boolean) =>
      follows.set(
        tag,
        follow,
        (on) =>
          on
            ? unwrap(api.PUT("/api/question-tags/{tag}/follow", { params }))
            : unwrap(api.DELETE("/api/question-tags/{tag}/follow", { params })),
        show,
      ),
    onMutate: show,
  });
}

export function useDescribeTag(tag: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (description: string) =>
      unwrap(api.PATCH("/api/question-tags/{tag}", { params: { path: { tag } }, body: { description } })),
    onSuccess: (described) => patchTag(client, tag, () => described),
  });
}
