import { language } from "../i18n/language";
import { formatNumber, t } from "../i18n/text";
import { actorNames, kindVerbs } from "../pages/notificationText";
import { type PushSentence, type PushTexts, textsCache, textsPath } from "./message";

/** Stands for any number of others above one: the languages here have one form for all of those. */
const many = 99;

const actor = { displayName: "{name}" };

function sentence(verb: (count: number) => string): PushSentence {
  const of = (others: number) => `${actorNames({ actors: [actor], others })} ${verb(others + 1)}`;
  return { one: of(0), two: of(1), more: of(many).replace(formatNumber(many), "{count}") };
}

/** What the worker says of each kind of notification, in the language of this page. */
export function pushTexts(): PushTexts {
  const kinds = Object.keys(kindVerbs(1));
  const sentences = kinds.map((kind) => [kind, sentence((count) => kindVerbs(count)[kind] ?? "")]);
  return {
    language,
    sentences: Object.fromEntries(sentences),
    other: t`There is something new from ${actor.displayName}`,
    unreadable: t`There is something new`,
  };
}

/** Keeps them where the worker finds them. */
export async function keepPushTexts(): Promise<void> {
  const cache = await caches.open(textsCache);
  await cache.put(textsPath, Response.json(pushTexts()));
}
