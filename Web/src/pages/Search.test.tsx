// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ada, network, page, post, renderApp } from "../testing/app";
import { Search } from "./Search";

const answers = {
  "GET /api/profiles": () => ({ body: page([{ ...ada, id: "b", displayName: "Bob Hill" }]) }),
  "GET /api/search": (url: URL) =>
    url.searchParams.get("type") === "tags"
      ? { body: { people: null, posts: null, questions: null, tags: page([{ tag: "hills", posts: 2 }]) } }
      : { body: { people: null, questions: null, tags: null, posts: page([post("1", "Hello hills")]) } },
};

it("searches posts, people and tags in tabs", async () => {
  network(answers);
  renderApp(<Search />, "/search?q=hill");
  expect(await screen.findByText("Hello hills")).toBeTruthy();
  await userEvent.click(screen.getByRole("link", { name: "People" }));
  expect(await screen.findByRole("link", { name: "Bob Hill" })).toBeTruthy();
  await userEvent.click(screen.getByRole("link", { name: "Tags" }));
  expect((await screen.findByRole("link", { name: /#hills/u })).getAttribute("href")).toBe("/tag/hills");
});

it("offers recent searches, which can be removed", async () => {
  network(answers);
  renderApp(<Search />, "/search");
  const box = screen.getByRole("searchbox");
  await userEvent.type(box, "hill{Enter}");
  await screen.findByText("Hello hills");
  await userEvent.clear(box);
  expect(await screen.findByRole("heading", { name: "Recent searches" })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Remove hill" }));
  expect(screen.queryByRole("heading", { name: "Recent searches" })).toBeNull();
});

it("searches for the beginning of what is longer than a search can be", async () => {
  const sent = network(answers);
  renderApp(<Search />, `/search?q=${"x".repeat(500)}`);
  expect(await screen.findByText("Hello hills")).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("searchbox").value).toBe("x".repeat(100));
  expect(sent.join()).not.toContain("x".repeat(101));
});

it("says what was not found", async () => {
  network({ "GET /api/search": () => ({ body: { people: null, questions: null, tags: null, posts: page([]) } }) });
  renderApp(<Search />, "/search?q=nothing");
  expect(await screen.findByRole("heading", { name: "No posts for “nothing”" })).toBeTruthy();
});
