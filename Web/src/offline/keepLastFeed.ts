import { hashKey, type QueryClient } from "@tanstack/react-query";
import type { Pages } from "../api/pages";
import { feedKey } from "../api/posts";
import type { Post } from "../api/types";
import { session } from "../session/browser";
import { saveLastFeed } from "./lastFeed";

/** Changes that follow each other closely, such as likes, are saved together. */
const delay = 1_000;

/** Saves the newest page of the home feed whenever it changes, so that it can be read without a network. */
export function keepLastFeed(client: QueryClient): void {
  const hash = hashKey(feedKey);
  let pending = false;
  const save = () => {
    pending = false;
    const posts = client.getQueryData<Pages<Post>>(feedKey)?.pages[0]?.items;
    if (session.state.kind === "signedIn" && posts !== undefined) saveLastFeed(session.state.me.id, posts);
  };
  client.getQueryCache().subscribe((event) => {
    if (event.query.queryHash !== hash || event.type !== "updated" || event.action.type !== "success") return;
    if (pending) return;
    pending = true;
    setTimeout(save, delay);
  });
  save();
}
