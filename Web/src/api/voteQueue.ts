import type { Vote } from "../questions/votes";

/** Sends the last of several quick votes: while one request runs, later ones only change the goal. */
export class VoteQueue {
  readonly #goals = new Map<string, Vote>();

  /** Makes the vote on `key` be `value`. When a request fails `rollback` gets the last vote that the service confirmed. */
  async set(
    key: string,
    before: Vote,
    value: Vote,
    send: (value: Vote) => Promise<unknown>,
    rollback: (confirmed: Vote) => void,
  ): Promise<void> {
    const running = this.#goals.has(key);
    this.#goals.set(key, value);
    if (running) return;
    let confirmed = before;
    try {
      for (let goal = value; confirmed !== goal; goal = this.#goals.get(key) ?? goal) {
        await send(goal);
        confirmed = goal;
      }
    } catch (error) {
      rollback(confirmed);
      throw error;
    } finally {
      this.#goals.delete(key);
    }
  }
}
