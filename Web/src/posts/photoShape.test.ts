import { expect, it } from "vitest";
import { shape, sources } from "./photoShape";

it("keeps a photo's shape, within what a page has room for", () => {
  expect(shape({ width: 1600, height: 900 }).ratio).toBeCloseTo(16 / 9);
  expect(shape({ width: 200, height: 4000 }).ratio).toBe(0.4);
  expect(shape({ width: 4000, height: 200 }).ratio).toBe(3.5);
  expect(shape({ width: 0, height: 0 }).ratio).toBe(0.4);
});

it("calls a photo small that would be blown up in a mosaic", () => {
  expect(shape({ width: 64, height: 64 }).small).toBe(true);
  expect(shape({ width: 319, height: 900 }).small).toBe(false);
});

it("offers the thumbnail where it is smaller than the photo", () => {
  const image = { url: "/media/1", thumbnailUrl: "/media/1/thumb", alt: "" };
  expect(sources({ ...image, width: 1000, height: 2000 }).srcSet).toBe("/media/1/thumb 320w, /media/1 1000w");
  expect(sources({ ...image, width: 600, height: 400 })).toEqual({ src: "/media/1" });
});
