import type { Entity } from "../api/types";

export type Part = { kind: "text"; text: string } | { kind: Entity["kind"]; text: string; value: string };

/** Splits a text at its entities, whose positions count code points. Joined again the parts are the text. */
export function parts(text: string, entities: readonly Entity[]): Part[] {
  if (entities.length === 0) return [{ kind: "text", text }];
  const points = [...text];
  const found: Part[] = [];
  let end = 0;
  for (const entity of entities) {
    // Positions of another text, such as after an edit in another tab, are only text.
    if (entity.start < end || entity.end <= entity.start || entity.end > points.length) continue;
    if (entity.start > end) found.push({ kind: "text", text: points.slice(end, entity.start).join("") });
    found.push({
      kind: entity.kind,
      text: points.slice(entity.start, entity.end).join(""),
      value: entity.value,
    });
    end = entity.end;
  }
  if (end < points.length) found.push({ kind: "text", text: points.slice(end).join("") });
  return found;
}
