import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { LiveLine, retryDelay, type Socket } from "./liveLine";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function line() {
  let close: () => void = () => undefined;
  const socket = {
    authenticate: vi.fn(async () => undefined),
    subscribe: vi.fn(async () => []),
    typing: vi.fn(async () => undefined),
    close: vi.fn(async () => undefined),
  } satisfies Socket;
  const ports = {
    connect: vi.fn(async (onClose: () => void) => {
      close = onClose;
      return socket as Socket;
    }),
    token: vi.fn(async (): Promise<string | null> => "t1"),
    refresh: vi.fn(async (): Promise<string | null> => "t2"),
    onStates: vi.fn(),
    onDown: vi.fn(),
    random: () => 1,
  };
  return { line: new LiveLine(ports), ports, socket, cut: () => close() };
}

it("authenticates before it subscribes, and again with a renewed token", async () => {
  const { line: live, socket, ports } = line();
  live.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(socket.authenticate).toHaveBeenCalledWith("t1");
  expect(ports.onStates).toHaveBeenCalledTimes(1);
  await live.renew("t1");
  await live.renew("t2");
  expect(socket.authenticate).toHaveBeenCalledTimes(2);
  expect(socket.authenticate).toHaveBeenLastCalledWith("t2");
});

it("connects again when it is cut, and hears where the rooms are", async () => {
  const { line: live, ports, cut } = line();
  live.start();
  await vi.advanceTimersByTimeAsync(0);
  cut();
  expect(ports.onDown).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(500);
  expect(ports.connect).toHaveBeenCalledTimes(2);
  expect(ports.onStates).toHaveBeenCalledTimes(2);
});

it("waits longer after each failure, and not at all once the network is back", async () => {
  const { line: live, ports } = line();
  ports.connect.mockRejectedValue(new Error("Refused."));
  live.start();
  await vi.advanceTimersByTimeAsync(500 + 1_000 + 2_000);
  expect(ports.connect).toHaveBeenCalledTimes(4);
  live.wake();
  await vi.advanceTimersByTimeAsync(0);
  expect(ports.connect).toHaveBeenCalledTimes(5);
  expect(retryDelay(50, 1)).toBe(30_000);
});

it("refreshes a token that was refused, and ends with the session", async () => {
  const { line: live, ports, socket } = line();
  socket.authenticate.mockRejectedValueOnce(new Error("The token is not valid."));
  live.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(ports.refresh).toHaveBeenCalledWith("t1");
  ports.token.mockResolvedValue(null);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ports.connect).toHaveBeenCalledTimes(1);
});

it("stays closed after it was stopped", async () => {
  const { line: live, ports, socket, cut } = line();
  live.start();
  await vi.advanceTimersByTimeAsync(0);
  live.stop();
  cut();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(socket.close).toHaveBeenCalled();
  expect(ports.connect).toHaveBeenCalledTimes(1);
});
