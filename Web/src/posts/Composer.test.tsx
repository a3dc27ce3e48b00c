// @vitest-environment happy-dom
import { cleanup, createEvent, fireEvent, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { network, post, renderApp } from "../testing/app";
import { Composer } from "./Composer";
import { Draft } from "./draft";

const area = () => screen.getByRole("textbox", { name: "Post text" });

it("keeps the draft when it is left, in memory and in storage", async () => {
  network({});
  renderApp(<Composer />);
  await userEvent.type(area(), "Half a thought");
  cleanup();
  renderApp(<Composer />);
  expect(area()).toHaveProperty("value", "Half a thought");
  const slot = Object.keys(localStorage)
    .find((key) => key.includes("draft"))
    ?.replace("social.draft.", "");
  expect(new Draft(slot ?? "").state.text).toBe("Half a thought");
  await userEvent.clear(area());
});

it("publishes once on a double click and clears the draft", async () => {
  const sent = network({
    "POST /api/posts": async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { status: 201, body: post("1", "Hello") };
    },
  });
  renderApp(<Composer />);
  await userEvent.type(area(), "Hello");
  await userEvent.dblClick(screen.getByRole("button", { name: "Post" }));
  expect(await screen.findByText("Your post was published.")).toBeTruthy();
  expect(sent.filter((request) => request === "POST /api/posts")).toHaveLength(1);
  expect(area()).toHaveProperty("value", "");
  expect(document.activeElement).toBe(area());
});

it("shows a refusal at the draft, which stays", async () => {
  network({ "POST /api/posts": () => ({ status: 422, body: { errors: { text: ["The text is too long."] } } }) });
  renderApp(<Composer />);
  await userEvent.type(area(), "Long");
  await userEvent.click(screen.getByRole("button", { name: "Post" }));
  expect(await screen.findByText("The text is too long.")).toBeTruthy();
  expect(area()).toHaveProperty("value", "Long");
  await userEvent.clear(area());
});

it("leaves a dropped text to the browser", () => {
  network({});
  renderApp(<Composer />);
  const drop = createEvent.drop(area(), { dataTransfer: { files: [] } });
  fireEvent(area(), drop);
  expect(drop.defaultPrevented).toBe(false);
});
