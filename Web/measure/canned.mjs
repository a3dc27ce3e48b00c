// Answers of the API for measurements without a system: always the same, so that figures can be compared.

const id = (number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;

const names = ["Ada Lovelace", "Bruno Hill", "Carol Reed", "Dina Fox", "Emil Stone", "Fay Brook"];
const author = (number) => ({
  id: id(number + 1),
  username: names[number % names.length].toLowerCase().replace(" ", "."),
  displayName: names[number % names.length],
  avatarUrl: null,
});

export const me = {
  ...author(0),
  bio: "",
  bioEntities: [],
  followers: 12,
  following: 6,
  posts: 3,
  reputation: 0,
  createdAt: "2026-01-01T00:00:00Z",
  isFollowed: false,
  followsMe: false,
  isBlocked: false,
  isMuted: false,
};

const sentence = "The path along the river was quiet this morning, and the light came late over the hill. ";
const shapes = [
  [1600, 1067],
  [1067, 1600],
  [1600, 900],
];

/** Every third post has a photo, and every seventh four of them. */
export function post(number) {
  const photos = number % 7 === 3 ? 4 : number % 3 === 0 ? 1 : 0;
  const [width, height] = shapes[number % shapes.length];
  const images = Array.from({ length: photos }, (_, at) => ({
    url: `/media/${number}-${at}`,
    thumbnailUrl: `/media/${number}-${at}/thumb`,
    width,
    height,
    alt: `View ${at + 1} from the path`,
  }));
  return {
    id: id(900_000 - number),
    author: author(1 + (number % 5)),
    text: `${sentence.repeat(1 + (number % 4))}#river`,
    images,
    tags: ["river"],
    mentions: [],
    entities: [],
    likes: number % 30,
    comments: number % 4,
    likedByMe: false,
    createdAt: new Date(Date.now() - (number + 1) * 600_000).toISOString(),
    editedAt: null,
  };
}

/** A page of the feed, which has `total` posts. */
export function feed(url, total = 1_000) {
  const from = Number(url.searchParams.get("cursor") ?? 0);
  const to = Math.min(total, from + Number(url.searchParams.get("limit") ?? 20));
  return {
    items: Array.from({ length: to - from }, (_, at) => post(from + at)),
    next: to < total ? String(to) : null,
  };
}

const session = () => ({
  accessToken: "measured",
  expiresAt: new Date(Date.now() + 600_000).toISOString(),
  user: me,
});

const nothing = () => ({ items: [], next: null });
const people = () => ({
  items: names.slice(1).map((_, at) => ({ ...me, ...author(at + 1) })),
  next: null,
});

const answers = {
  "POST /api/auth/refresh": session,
  "GET /api/feed": feed,
  "GET /api/stories": nothing,
  "GET /api/profiles": people,
  "GET /api/notifications": nothing,
  "GET /api/notifications/unread": () => ({ count: 0 }),
  "GET /api/rooms": nothing,
  "GET /api/rooms/unread": () => ({ messages: 0 }),
};

/** The body of the answer to a request; undefined for what the measurements do not ask for. */
export function answer(method, url) {
  if (method === "PUT" || method === "DELETE") return {};
  return answers[`${method} ${url.pathname}`]?.(url);
}
