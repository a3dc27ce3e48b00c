// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { network, renderApp } from "../testing/app";
import { MessagePhotos } from "./MessagePhotos";
import { roomImages } from "./roomImages";

const images = roomImages({ room: "r", images: [{ id: "1", width: 800, height: 400, alt: "A hill" }] });

it("shows a photo by an object URL that is revoked when it is no longer shown", async () => {
  const revoke = vi.spyOn(URL, "revokeObjectURL");
  const sent = network({ "GET /api/rooms/r/images/1/thumb": () => ({ body: {} }) });
  const { unmount } = renderApp(<MessagePhotos images={images} />);
  const url = (await screen.findByRole("img", { name: "A hill" })).getAttribute("src");
  expect(url).toMatch(/^blob:/u);
  expect(sent).toEqual(["GET /api/rooms/r/images/1/thumb"]);
  unmount();
  expect(revoke).toHaveBeenCalledWith(url);
});

it("says that a photo was not loaded, and loads it again", async () => {
  let status = 503;
  network({ "GET /api/rooms/r/images/1/thumb": () => ({ status, body: {} }) });
  renderApp(<MessagePhotos images={images} />);
  const again = await screen.findByRole("button", { name: "A hill: not loaded. Try again" });
  status = 200;
  await userEvent.click(again);
  expect(await screen.findByRole("img", { name: "A hill" })).toBeTruthy();
});
