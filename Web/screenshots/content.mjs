import { request } from "playwright-core";

/** What a seeded system holds to be shown: a post with photos, a room, a question with answers, and the account itself. */
export async function findContent(address, username, password) {
  const api = await request.newContext({ baseURL: address });
  const login = await api.post("/api/auth/login", { data: { username, password } });
  const { accessToken } = await login.json();
  const get = async (path) => {
    const response = await api.get(path, { headers: { Authorization: `Bearer ${accessToken}` } });
    if (!response.ok()) throw new Error(`${path}: ${response.status()}`);
    return response.json();
  };
  const feed = (await get("/api/feed?limit=50")).items;
  const photos = feed.find((post) => post.images.length > 1) ?? feed.find((post) => post.images.length > 0);
  const questions = (await get("/api/questions?limit=50")).items;
  const question = questions.toSorted((a, b) => b.answers - a.answers)[0];
  const rooms = (await get("/api/rooms?limit=50")).items;
  const story = (await get("/api/stories")).items.length > 0;
  const found = { username, post: photos, author: photos?.author, question, room: rooms[0], story };
  for (const [name, value] of Object.entries(found)) {
    if (value === undefined || value === false) throw new Error(`The system has no ${name} to show: seed it first.`);
  }
  return found;
}
