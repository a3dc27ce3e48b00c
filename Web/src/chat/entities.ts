import type { Author, Entity } from "../api/types";

const pattern = /https?:\/\/[^\s<>"]+|@[a-z0-9_.]+/giu;

/** Links and mentions of a message, whose positions count code points. A mention is a member that the API named. */
export function messageEntities(text: string, mentions: readonly Author[]): Entity[] {
  const usernames = new Set(mentions.map((author) => author.username));
  const entities: Entity[] = [];
  for (const match of text.matchAll(pattern)) {
    const before = text[match.index - 1];
    if (before !== undefined && /[\p{L}\p{N}_]/u.test(before)) continue;
    const found = match[0].startsWith("@") ? mention(match[0], usernames) : link(match[0]);
    if (found === undefined) continue;
    const start = [...text.slice(0, match.index)].length;
    entities.push({ ...found.entity, start, end: start + [...found.text].length });
  }
  return entities;
}

type Found = { text: string; entity: Pick<Entity, "kind" | "value"> } | undefined;

function mention(text: string, usernames: ReadonlySet<string>): Found {
  // A full stop may end the sentence instead of belonging to the name.
  for (let name = text; name.length > 1; name = name.slice(0, -1)) {
    const value = name.slice(1).toLowerCase();
    if (usernames.has(value)) return { text: name, entity: { kind: "mention", value } };
    if (!name.endsWith(".")) return undefined;
  }
  return undefined;
}

function link(text: string): Found {
  const address = text.replace(/[.,;:!?'")\]}]+$/u, "");
  return /^https?:\/\/./iu.test(address) ? { text: address, entity: { kind: "link", value: address } } : undefined;
}
