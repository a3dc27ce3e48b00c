import { expect, it } from "vitest";
import { clamp, whole, zoomAt } from "./zoom";

it("keeps the point under the pointer where it is", () => {
  const view = zoomAt(whole, 2, { x: 100, y: -40 });
  expect(view).toEqual({ scale: 2, x: -100, y: 40 });
  // The photo's point that was under the pointer: (pointer - moved) / scale, before and after.
  expect((100 - view.x) / view.scale).toBe(100);
});

it("is whole again at the smallest scale, and has a largest one", () => {
  expect(zoomAt({ scale: 2, x: 50, y: 50 }, 0.1, { x: 0, y: 0 })).toEqual(whole);
  expect(zoomAt(whole, 100, { x: 0, y: 0 }).scale).toBe(6);
});

it("moves a photo no further than to its edge", () => {
  const stage = { width: 400, height: 400 };
  const photo = { width: 400, height: 100 };
  expect(clamp({ scale: 2, x: 900, y: 900 }, photo, stage)).toEqual({ scale: 2, x: 200, y: 0 });
  expect(clamp({ scale: 2, x: -150, y: -10 }, photo, stage)).toEqual({ scale: 2, x: -150, y: 0 });
});
