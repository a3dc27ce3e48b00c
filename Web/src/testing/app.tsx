import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, vi } from "vitest";
import type { Post, Profile } from "../api/types";
import { session } from "../session/browser";
import { Announcer } from "../ui/Announcer";

export const ada: Profile = {
  id: "00000000-0000-7000-8000-000000000001",
  username: "ada",
  displayName: "Ada Lovelace",
  bio: "",
  bioEntities: [],
  avatarUrl: null,
  followers: 0,
  following: 0,
  posts: 0,
  reputation: 0,
  createdAt: "2026-01-01T00:00:00Z",
  isFollowed: false,
  followsMe: false,
  isBlocked: false,
  isMuted: false,
};

export const post = (id: string, text: string): Post => ({
  id,
  author: ada,
  text,
  images: [],
  tags: [],
  mentions: [],
  entities: [],
  likes: 0,
  comments: 0,
  likedByMe: false,
  createdAt: "2026-11-01T00:00:00Z",
  editedAt: null,
});

export const page = <T,>(items: T[], next: string | null = null) => ({ items, next });

type Answer = { status?: number; body?: unknown } | Promise<{ status?: number; body?: unknown }>;

/** The network: answers by "METHOD /path"; what is not listed is a 404. Returns the requests that were sent. */
export function network(answers: Record<string, (url: URL) => Answer>): string[] {
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url);
    const name = `${request.method} ${url.pathname}`;
    sent.push(name + url.search);
    const { status = 200, body } = (await answers[name]?.(url)) ?? { status: 404 };
    return new Response(status === 204 ? null : JSON.stringify(body ?? {}), { status });
  });
  return sent;
}

/** Renders a part of the app as Ada at `path`. */
export function renderApp(element: ReactNode, path = "/") {
  session.open({ accessToken: "a", expiresAt: new Date(Date.now() + 600_000).toISOString(), user: ada });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={queries}>
      <MemoryRouter initialEntries={[path]}>
        <main>{element}</main>
        <Announcer />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  localStorage.clear();
});
