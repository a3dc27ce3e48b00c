import { useState } from "react";

const max = 8;

function load(key: string): string[] {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(saved) ? saved.filter((text) => typeof text === "string") : [];
  } catch {
    // Storage may be blocked; the searches then last as long as the page.
    return [];
  }
}

/** The last searches of a user on this device, newest first. */
export function useRecentSearches(userId: string) {
  const key = `social.searches.${userId}`;
  const [searches, setSearches] = useState(() => load(key));
  const save = (changed: string[]) => {
    setSearches(changed);
    try {
      localStorage.setItem(key, JSON.stringify(changed));
    } catch {
      // As above.
    }
  };
  return {
    searches,
    add: (text: string) => save([text, ...searches.filter((other) => other !== text)].slice(0, max)),
    remove: (text: string) => save(searches.filter((other) => other !== text)),
    clear: () => save([]),
  };
}
