/** What the service worker is sent and shows; it has no page and knows no texts but those that the app kept for it. */
export interface PushMessage {
  id: string;
  kind: string;
  actor: { name: string; username: string };
  people: number;
  postId?: string;
  questionId?: string;
  answerId?: string;
  roomId?: string;
}

/** A sentence for one person, for two, and for more; `{name}` stands for the first and `{count}` for how many others. */
export interface PushSentence {
  one: string;
  two: string;
  more: string;
}

/** What an app with this language shows: sentences by kind of notification. */
export interface PushTexts {
  language: string;
  sentences: Record<string, PushSentence>;
  /** Of a kind that the app did not know. */
  other: string;
  /** Of a message that the worker cannot read. */
  unreadable: string;
}

/** Where the texts are kept for the worker. */
export const textsCache = "social.push";
export const textsPath = "/push-texts";

/** What the worker tells the app's windows. */
export type WorkerMessage = { kind: "open"; path: string } | { kind: "push-changed" };

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/u;
const username = /^[a-z0-9_.]{1,30}$/u;

const isText = (value: unknown): value is string => typeof value === "string";
const isId = (value: unknown) => value === undefined || (isText(value) && uuid.test(value));

/** The message of a push event; undefined when it is not one of ours. */
export function readMessage(json: unknown): PushMessage | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const message = json as Partial<PushMessage>;
  const { id, kind, actor, people, postId, questionId, answerId, roomId } = message;
  const isComplete = id !== undefined && isId(id) && isText(kind) && typeof people === "number";
  if (!isComplete || !isText(actor?.name) || !isText(actor.username) || !username.test(actor.username))
    return undefined;
  return [postId, questionId, answerId, roomId].every(isId) ? (message as PushMessage) : undefined;
}

/** Where a notification leads: always a page of this app, since it is made of ids. */
export function pushPath({ actor, postId, questionId, answerId, roomId }: PushMessage): string {
  if (roomId !== undefined) return `/chat/${roomId}`;
  if (questionId !== undefined) return `/questions/${questionId}${answerId === undefined ? "" : `#answer-${answerId}`}`;
  if (postId !== undefined) return `/post/${postId}`;
  return `/@${actor.username}`;
}

/** The sentence of a message, in the language that the app had last; without a text of the app at least a name. */
export function pushText(message: PushMessage | undefined, texts: PushTexts | undefined): string {
  if (message === undefined) return texts?.unreadable ?? "";
  const { kind, actor, people } = message;
  const sentence = texts && Object.hasOwn(texts.sentences, kind) ? texts.sentences[kind] : undefined;
  const form = people > 2 ? sentence?.more : people === 2 ? sentence?.two : sentence?.one;
  const values: Record<string, string> = {
    name: actor.name,
    count: new Intl.NumberFormat(texts?.language).format(people - 1),
  };
  return (form ?? texts?.other ?? "{name}").replace(/\{(name|count)\}/gu, (_, key: string) => values[key] ?? "");
}
