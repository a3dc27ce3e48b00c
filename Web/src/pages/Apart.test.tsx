// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ada, network, page, renderApp } from "../testing/app";
import { Muted } from "./Apart";

it("says that a person is no longer muted when their row is removed, and keeps the focus on the page", async () => {
  let muted = [{ ...ada, id: "b", username: "bob", displayName: "Bob", isMuted: true }];
  network({
    "GET /api/profiles/me/muted": () => ({ body: page(muted) }),
    "DELETE /api/profiles/bob/mute": () => {
      muted = [];
      return { status: 204 };
    },
  });
  renderApp(<Muted />);
  await userEvent.click(await screen.findByRole("button", { name: "Unmute Bob" }));
  expect(await screen.findByText(/is no longer muted/u)).toBeTruthy();
  expect(await screen.findByText("You haven't muted anyone")).toBeTruthy();
  expect(document.activeElement?.tagName).toBe("H1");
});
