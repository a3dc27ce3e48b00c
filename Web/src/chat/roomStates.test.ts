// @vitest-environment happy-dom
import { expect, it } from "vitest";
import { countUnread, RoomStates } from "./roomStates";

const state = (room: string, sequence: number, read: number) => ({ room, sequence, revision: sequence, read });

it("counts what is unread in rooms that are not muted", () => {
  const states = new RoomStates();
  states.replace([state("a", 5, 3), state("b", 9, 2), state("c", 4, 4)]);
  expect(countUnread(states.all, new Set())).toBe(9);
  expect(countUnread(states.all, new Set(["b"]))).toBe(2);
});

it("never goes back, whatever order news come in", () => {
  const states = new RoomStates();
  states.advance("a", { sequence: 7, read: 7 });
  states.replace([state("a", 6, 2)]);
  expect(states.all.get("a")).toMatchObject({ sequence: 7, read: 7 });
});

it("forgets rooms that the user is no longer in", () => {
  const states = new RoomStates();
  states.advance("a", { sequence: 1 });
  states.replace([state("b", 1, 0)]);
  expect([...states.all.keys()]).toEqual(["b"]);
});
