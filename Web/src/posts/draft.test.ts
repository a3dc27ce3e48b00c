import { expect, it } from "vitest";
import { fileError, photoIndex } from "./draft";

it("finds the photo that a refusal names", () => {
  const names = ["hill.jpg", "river.png", "river.png"];
  expect(photoIndex("hill.jpg is damaged and cannot be read.", names)).toBe(0);
  expect(photoIndex("river.png is damaged and cannot be read.", names)).toBeUndefined();
  expect(photoIndex("A post takes at most 10 images.", names)).toBeUndefined();
});

it("refuses what cannot be a photo before it is sent", () => {
  expect(fileError(new File(["x"], "a.jpg", { type: "image/jpeg" }))).toBeUndefined();
  expect(fileError(new File(["x"], "a.gif", { type: "image/gif" }))).toBe("a.gif is not a JPEG, PNG or WebP picture.");
  expect(fileError(new File([], "a.png", { type: "image/png" }))).toBe("a.png is empty.");
});
