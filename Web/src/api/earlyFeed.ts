/** The first page of the feed, which start.js asked for with the token of the refresh at the start. */
interface EarlyFeed {
  token: string;
  response: Response;
}

declare global {
  interface Window {
    /** Undefined where the refresh failed, or the request got no response. */
    socialFeed?: Promise<EarlyFeed | undefined>;
  }
}

const address = "/api/feed?limit=20";

/** Takes over the early response to this request: once, and only with the token that it was asked with. */
export function takeEarlyFeed({ method, url }: Request, token: string): Promise<Response | undefined> | undefined {
  const early = window.socialFeed;
  const { pathname, search } = new URL(url);
  if (early === undefined || method !== "GET" || pathname + search !== address) return undefined;
  delete window.socialFeed;
  return early.then((feed) => (feed?.token === token ? feed.response : undefined));
}
