const key = "social.push";

/** The user who turned notifications on at this browser, by id; null for nobody. A browser has one subscription for all its users. */
export function ownerOfPush(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function setOwnerOfPush(owner: string | null): void {
  try {
    if (owner === null) localStorage.removeItem(key);
    else localStorage.setItem(key, owner);
  } catch {
    // Storage may be blocked; service workers are then, too.
  }
}
