import type { From } from "../api/messages";
import type { ChatMessage, Page } from "../api/types";
import { decideCatchUp, lastLoaded, mergeMessages, openTimeline, type Timeline } from "./timeline";

type List = (from: From, limit: number) => Promise<Page<ChatMessage>>;

const pageSize = 100;

/** Keeps a timeline current: asks for whatever it lacks of what the room is known to have. */
export class Follower {
  #sequence = 0;
  #revision = 0;
  #running = false;

  constructor(
    private readonly list: List,
    private readonly read: () => Timeline,
    private readonly write: (timeline: Timeline, messages: readonly ChatMessage[]) => void,
  ) {}

  /** The room is at this place at least. */
  note(sequence: number, revision: number): void {
    this.#sequence = Math.max(this.#sequence, sequence);
    this.#revision = Math.max(this.#revision, revision);
    void this.#catchUp();
  }

  /** A failure is made up for by the next heartbeat. */
  async #catchUp(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    try {
      while (await this.#step(this.#sequence, this.#revision));
    } catch {
      // Unreachable or busy: as above.
    } finally {
      this.#running = false;
    }
  }

  /** One question; false when there is nothing left to ask for. */
  async #step(sequence: number, revision: number): Promise<boolean> {
    const next = decideCatchUp(this.read(), sequence, revision);
    if (next.kind === "none") return false;
    if (next.kind === "reload") {
      const page = await this.list({}, pageSize);
      this.write(openTimeline(page.items, sequence, revision), page.items);
      return true;
    }
    const changes = next.kind === "changedAfter";
    const missed = await this.#all(changes ? { changedAfter: next.revision } : { after: next.sequence });
    const merged = mergeMessages(this.read(), missed);
    // Messages that follow a sequence may have changed later than others that were not asked for.
    const reached = changes ? (missed.at(-1)?.revision ?? 0) : 0;
    this.write({ ...merged, revision: Math.max(merged.revision, revision, reached) }, missed);
    return missed.length > 0 || lastLoaded(this.read()) >= sequence;
  }

  async #all(from: { after: number } | { changedAfter: number }): Promise<ChatMessage[]> {
    const found: ChatMessage[] = [];
    for (let place = from; ; ) {
      const page = await this.list(place, pageSize);
      found.push(...page.items);
      const last = page.items.at(-1);
      if (page.next === null || last === undefined) return found;
      place = "after" in place ? { after: last.sequence } : { changedAfter: last.revision };
    }
  }
}
