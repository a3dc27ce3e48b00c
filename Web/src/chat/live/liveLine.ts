import type { RoomState } from "./events";

/** One socket, as the line uses it. */
export interface Socket {
  authenticate: (token: string) => Promise<void>;
  subscribe: () => Promise<RoomState[]>;
  typing: (room: string) => Promise<void>;
  close: () => Promise<void>;
}

export interface LivePorts {
  /** Opens a socket; `onClose` is called once when it ends, by whichever side. */
  connect: (onClose: () => void) => Promise<Socket>;
  /** A valid access token; null when the session has ended. */
  token: () => Promise<string | null>;
  /** Replaces a token that was refused. */
  refresh: (spent: string) => Promise<string | null>;
  /** Where every room is, after each connection and whenever the server asks to synchronize. */
  onStates: (states: RoomState[]) => void;
  /** There is no line for now. */
  onDown: () => void;
  random: () => number;
}

const firstDelay = 500;
const maxDelay = 30_000;

/** The time before the next attempt, doubled at each and spread, so that not all clients of a restarted instance come at once. */
export function retryDelay(attempt: number, random: number): number {
  return Math.min(maxDelay, firstDelay * 2 ** Math.min(attempt, 10)) * (0.5 + random / 2);
}

/** The live line of this tab: one socket at a time, opened again whenever it ends. */
export class LiveLine {
  #socket: Socket | null = null;
  #generation = 0;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #connecting = false;
  #token = "";

  constructor(private readonly ports: LivePorts) {}

  start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#open();
  }

  stop(): void {
    this.#running = false;
    this.#generation++;
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    void socket?.close().catch(() => undefined);
  }

  /** Does not wait any longer: the network or the page is back. */
  wake(): void {
    if (!this.#running || this.#socket !== null) return;
    this.#attempt = 0;
    clearTimeout(this.#timer);
    void this.#open();
  }

  /** The session's token was renewed; without the new one the server ends the line when the old one expires. */
  async renew(token: string): Promise<void> {
    const socket = this.#socket;
    if (socket === null || token === this.#token) return;
    this.#token = token;
    await socket.authenticate(token).catch(() => socket.close());
  }

  /** Asks where the rooms are: something may have been missed. */
  async resync(): Promise<void> {
    const states = await this.#socket?.subscribe().catch(() => undefined);
    if (states !== undefined) this.ports.onStates(states);
  }

  typing(room: string): void {
    void this.#socket?.typing(room).catch(() => undefined);
  }

  async #open(): Promise<void> {
    if (this.#connecting) return;
    this.#connecting = true;
    const generation = ++this.#generation;
    let socket: Socket | null = null;
    try {
      const token = await this.ports.token();
      if (token === null) return;
      socket = await this.ports.connect(() => this.#closed(generation));
      await this.#authenticate(socket, token);
      const states = await socket.subscribe();
      if (generation !== this.#generation) throw new Error("The line was stopped meanwhile.");
      this.#socket = socket;
      this.#attempt = 0;
      this.ports.onStates(states);
    } catch {
      await socket?.close().catch(() => undefined);
      if (generation === this.#generation) this.#later();
    } finally {
      this.#connecting = false;
      // Stopped and started again while it was opening.
      if (generation !== this.#generation && this.#running && this.#socket === null) void this.#open();
    }
  }

  async #authenticate(socket: Socket, token: string): Promise<void> {
    this.#token = token;
    try {
      await socket.authenticate(token);
    } catch (error) {
      // Refused, as after a log-out elsewhere: the session finds out, and the next attempt has another token or none.
      await this.ports.refresh(token);
      throw error;
    }
  }

  #closed(generation: number): void {
    if (generation !== this.#generation || this.#socket === null) return;
    this.#socket = null;
    this.#later();
  }

  #later(): void {
    if (!this.#running) return;
    this.ports.onDown();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#open(), retryDelay(this.#attempt++, this.ports.random()));
  }
}
