/** Sends the last of several quick toggles: while one request runs, later ones only change the goal. */
export class Toggles {
  readonly #goals = new Map<string, boolean>();

  /** Makes `key` be `on`. When a request fails `rollback` gets the last state that the server confirmed. */
  async set(
    key: string,
    on: boolean,
    send: (on: boolean) => Promise<unknown>,
    rollback: (confirmed: boolean) => void,
  ): Promise<void> {
    const running = this.#goals.has(key);
    this.#goals.set(key, on);
    if (running) return;
    let confirmed = !on;
    try {
      for (let goal = on; confirmed !== goal; goal = this.#goals.get(key) ?? goal) {
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
