import type { Post } from "../api/types";

/** The newest page of the home feed as this browser showed it last, to be read without a network. */
export interface LastFeed {
  savedAt: number;
  posts: Post[];
}

const prefix = "social.feed.";
/** As long as a session lives without being refreshed: after that nobody is logged in here. */
const maxAge = 30 * 24 * 3_600_000;
const maxPosts = 20;

/** Storage may be blocked or full: then there is no feed to read without a network. */
function attempt<T>(use: () => T, otherwise: T): T {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
const hasSession = () => localStorage.getItem("social.session") !== null;

// In localStorage, because it is emptied at once: what a log-out removes no other tab can read a moment later.
export const loadLastFeed = (): LastFeed | null =>
  attempt(() => {
    const key = keys()[0];
    if (key === undefined || !hasSession()) return null;
    const saved: LastFeed | null = JSON.parse(localStorage.getItem(key) ?? "null");
    return saved === null || Date.now() - saved.savedAt > maxAge ? null : saved;
  }, null);

/** Keeps the newest posts of a user's feed, unless the session has ended in another tab. */
export const saveLastFeed = (userId: string, posts: readonly Post[]): void =>
  attempt(() => {
    if (!hasSession()) return;
    const saved: LastFeed = { savedAt: Date.now(), posts: posts.slice(0, maxPosts) };
    localStorage.setItem(prefix + userId, JSON.stringify(saved));
  }, undefined);

/** Removes the feeds of everyone but this user; of all for null. */
export const removeLastFeeds = (exceptUserId: string | null): void =>
  attempt(() => {
    for (const key of keys()) if (key !== `${prefix}${exceptUserId}`) localStorage.removeItem(key);
  }, undefined);
