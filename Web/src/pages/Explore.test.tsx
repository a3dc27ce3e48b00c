// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { network, page, post, renderApp } from "../testing/app";
import { Explore } from "./Explore";

it("shows skeletons while posts are loading", async () => {
  network({ "GET /api/explore": () => new Promise(() => {}) });
  renderApp(<Explore />);
  expect(await screen.findByText("Loading posts")).toBeTruthy();
});

it("says that there are no posts", async () => {
  network({ "GET /api/explore": () => ({ body: page([]) }) });
  renderApp(<Explore />);
  expect(await screen.findByRole("heading", { name: "No posts yet" })).toBeTruthy();
});

it("shows an error and loads again on request", async () => {
  let up = false;
  network({
    "GET /api/explore": () => (up ? { body: page([post("1", "Hello hills")]) } : { status: 503, body: {} }),
  });
  renderApp(<Explore />);
  expect(await screen.findByText("Part of Social is unavailable right now. Try again in a moment.")).toBeTruthy();
  up = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Hello hills")).toBeTruthy();
});

it("keeps what is loaded when the next page fails", async () => {
  network({
    "GET /api/explore": (url) =>
      url.searchParams.has("cursor") ? { status: 500, body: {} } : { body: page([post("1", "Hello hills")], "more") },
  });
  renderApp(<Explore />);
  await userEvent.click(await screen.findByRole("button", { name: "Load more" }));
  expect(await screen.findByText("Couldn't load more.")).toBeTruthy();
  expect(screen.getByText("Hello hills")).toBeTruthy();
});
