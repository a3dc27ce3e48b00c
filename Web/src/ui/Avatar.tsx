import { useState } from "react";
import type { Author } from "../api/types";
import { firstCharacter } from "./characters";

/** One of eight tints, always the same for a user. */
export function tint(username: string): number {
  let hash = 0;
  for (const letter of username) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash % 8;
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return letters.map((word) => firstCharacter(word ?? "").toUpperCase()).join("");
}

type Person = Pick<Author, "username" | "displayName" | "avatarUrl">;

/** A user's picture, or their initials on their tint. Decorative: the name is always beside it. */
export function Avatar({ person, size = 44, large = false }: { person: Person; size?: number; large?: boolean }) {
  const [failed, setFailed] = useState<string | null>(null);
  const { avatarUrl } = person;
  if (avatarUrl !== null && avatarUrl !== "" && avatarUrl !== failed) {
    const src = large ? avatarUrl : `${avatarUrl}/thumb`;
    return (
      <img
        className="avatar"
        src={src}
        alt=""
        width={size}
        height={size}
        decoding="async"
        onError={() => setFailed(avatarUrl)}
      />
    );
  }
  return (
    <svg
      className={`avatar tint-${tint(person.username)}`}
      viewBox="0 0 40 40"
      width={size}
      height={size}
      aria-hidden="true"
    >
      <rect width="40" height="40" />
      <text x="20" y="20.5" dominantBaseline="central" textAnchor="middle">
        {initials(person.displayName || person.username)}
      </text>
    </svg>
  );
}
