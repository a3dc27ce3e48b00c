import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "./client";
import type { AuthorStories, Profile, Stories, Story } from "./types";
import { upload } from "./upload";
import { pageQuery, usePages } from "./usePages";

const key = ["stories"];

type StoryPages = { pages: Stories[]; pageParams: (string | null)[] };

/** The live stories of everyone, by author, and the user's own. */
export const useStories = () =>
  usePages<AuthorStories, Stories>(
    key,
    (cursor, signal) => unwrap(api.GET("/api/stories", { params: { query: pageQuery(cursor) }, signal })),
    { staleTime: 60_000 },
  );

/** Everyone in the strip: the user first if they have stories, then the other authors in the API's order. */
export function storyAuthors(data: StoryPages | undefined, me: Profile): AuthorStories[] {
  const pages = data?.pages ?? [];
  const mine = pages[0]?.mine ?? [];
  const others = new Map(pages.flatMap((page) => page.items).map((one) => [one.author.id, one]));
  return [...(mine.length > 0 ? [{ author: me, stories: mine, seen: true }] : []), ...others.values()];
}

/** Marks a story as seen, here at once. */
export function useMarkSeen() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => unwrap(api.PUT("/api/stories/{id}/seen", { params: { path: { id } } })),
    onSuccess: (_, id) =>
      client.setQueryData<StoryPages>(
        key,
        (data) => data && { ...data, pages: data.pages.map((page) => seen(page, id)) },
      ),
  });
}

function seen(page: Stories, id: string): Stories {
  const items = page.items.map((one) => {
    if (!one.stories.some((story) => story.id === id)) return one;
    const stories = one.stories.map((story) => (story.id === id ? { ...story, seen: true } : story));
    return { ...one, stories, seen: stories.every((story) => story.seen) };
  });
  return { ...page, items };
}

export function useDeleteStory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Story) => unwrap(api.DELETE("/api/stories/{id}", { params: { path: { id } } })),
    onSuccess: (_, story) =>
      client.setQueryData<StoryPages>(
        key,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({ ...page, mine: page.mine.filter((other) => other.id !== story.id) })),
          },
      ),
  });
}

interface NewStory {
  image: File;
  caption: string;
  /** Makes a retry of the same draft one story. */
  idempotencyKey: string;
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** Uploads a story; it is live for 24 hours. */
export function usePublishStory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ image, caption, idempotencyKey, onProgress, signal }: NewStory) => {
      const form = new FormData();
      if (caption !== "") form.append("caption", caption);
      form.append("image", image, image.name);
      return upload("POST", "/api/stories", form, {
        headers: { "Idempotency-Key": idempotencyKey },
        onProgress,
        signal,
      });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  });
}
