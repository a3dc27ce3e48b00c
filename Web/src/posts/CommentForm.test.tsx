// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ada, network, page, post, renderApp } from "../testing/app";
import { Comments } from "./Comments";

const comment = {
  id: "c1",
  postId: "p1",
  author: ada,
  text: "Well said",
  entities: [],
  mentions: [],
  createdAt: "2026-11-01T00:00:00Z",
};
const box = () => screen.getByRole("textbox", { name: "Comment text" });

it("posts a comment, shows it and keeps the focus in the form", async () => {
  network({
    "GET /api/posts/p1/comments": () => ({ body: page([]) }),
    "POST /api/posts/p1/comments": () => ({ status: 201, body: comment }),
  });
  renderApp(<Comments post={post("p1", "Hello")} />);
  expect(await screen.findByText("No comments yet.")).toBeTruthy();
  await userEvent.type(box(), "Well said");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Well said", { selector: "p" })).toBeTruthy();
  expect(box()).toHaveProperty("value", "");
  expect(document.activeElement).toBe(box());
});

it("keeps the text of a comment that was refused", async () => {
  network({
    "GET /api/posts/p2/comments": () => ({ body: page([]) }),
    "POST /api/posts/p2/comments": () => ({ status: 429, body: {} }),
  });
  renderApp(<Comments post={post("p2", "Hello")} />);
  await userEvent.type(box(), "Again");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(await screen.findByText("Social is busy. Wait a moment and try again.")).toBeTruthy();
  expect(box()).toHaveProperty("value", "Again");
});

it("asks before a comment is deleted", async () => {
  const sent = network({
    "GET /api/posts/p3/comments": () => ({ body: page([{ ...comment, postId: "p3" }]) }),
    "DELETE /api/comments/c1": () => ({ status: 204 }),
  });
  renderApp(<Comments post={post("p3", "Hello")} />);
  await userEvent.click(await screen.findByRole("button", { name: "Delete the comment by Ada Lovelace" }));
  expect(sent).not.toContain("DELETE /api/comments/c1");
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText("The comment was deleted.")).toBeTruthy();
  expect(await screen.findByText("No comments yet.")).toBeTruthy();
});
