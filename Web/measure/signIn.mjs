import { request } from "playwright-core";

/** Logs in, or registers a reader who follows the first people that are suggested. */
export async function signIn(url, username, password = "a pass phrase for figures") {
  const api = await request.newContext({ baseURL: url });
  const name = username ?? `reader${Date.now() % 1e9}`;
  const body = { username: name, password, refresh: "cookie" };
  if (username === undefined) {
    const session = await json(
      await ready(() => api.post("/api/auth/register", { data: { ...body, displayName: "Reader", email: null } })),
    );
    const headers = { Authorization: `Bearer ${session.accessToken}` };
    const { items } = await json(api.get("/api/profiles?q=&limit=20", { headers }));
    for (const person of items.filter((one) => one.username !== name)) {
      await api.put(`/api/profiles/${person.username}/follow`, { headers });
    }
  }
  return {
    /** The cookie of a new session: a refresh token serves once. */
    cookies: async () => {
      await json(api.post("/api/auth/login", { data: body }));
      return (await api.storageState()).cookies;
    },
    close: () => api.dispose(),
  };
}

/** The answer, once the system is there: for a minute after its start a part of it may be unavailable. */
async function ready(ask) {
  for (let tries = 0; ; tries++) {
    const response = await ask();
    if (response.status() !== 503 || tries === 20) return response;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
  }
}

async function json(pending) {
  const response = await pending;
  if (!response.ok()) throw new Error(`${response.url()}: ${response.status()} ${await response.text()}`);
  return response.json();
}
