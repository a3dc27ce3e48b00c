// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Link, useNavigate } from "react-router";
import { expect, it } from "vitest";
import { network, page, renderApp } from "../testing/app";
import { question } from "../testing/questions";
import { Questions } from "./Questions";

it("asks for what the address says", async () => {
  const sent = network({ "GET /api/questions": () => ({ body: page([question("q1", "How do I repeat it?")]) }) });
  renderApp(<Questions />, "/questions?sort=votes&tag=loops&show=mine");
  expect((await screen.findByRole("link", { name: "How do I repeat it?" })).getAttribute("href")).toBe("/questions/q1");
  expect(screen.getByText("3 votes")).toBeTruthy();
  expect(sent).toContain("GET /api/questions?limit=20&tag=loops&sort=votes&mine=true");
  expect(screen.getByRole("link", { name: "Votes" }).getAttribute("aria-current")).toBe("page");
});

it("searches by the words that are typed and marks them", async () => {
  const match = {
    title: [
      { text: "About ", hit: false },
      { text: "loops", hit: true },
    ],
    excerpt: [],
    answerId: null,
  };
  const sent = network({
    "GET /api/questions": (url) => ({
      body: page(url.searchParams.has("q") ? [question("q2", "About loops", { match })] : []),
    }),
  });
  renderApp(<Questions />, "/questions");
  expect(await screen.findByRole("heading", { name: "No questions yet" })).toBeTruthy();
  await userEvent.type(screen.getByRole("searchbox"), "loops");
  expect(await screen.findByText("loops", { selector: "mark" })).toBeTruthy();
  expect(sent).toContain("GET /api/questions?limit=20&q=loops");
});

it("says that the questions cannot be loaded", async () => {
  network({ "GET /api/questions": () => ({ status: 503, body: {} }) });
  renderApp(<Questions />, "/questions");
  await waitFor(() => expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy());
});

it("names no author of a deleted account", async () => {
  network({ "GET /api/questions": () => ({ body: page([question("q1", "Orphaned question", { author: null })]) }) });
  renderApp(<Questions />, "/questions");
  expect(await screen.findByText("Deleted account")).toBeTruthy();
});

it("clears the search box when a link leads to all questions", async () => {
  const sent = network({ "GET /api/questions": () => ({ body: page([]) }) });
  renderApp(
    <>
      <Link to="/questions">All questions</Link>
      <Questions />
    </>,
    "/questions?q=loops",
  );
  expect(await screen.findByRole("heading", { name: "No questions for “loops”" })).toBeTruthy();
  await userEvent.click(screen.getByRole("link", { name: "All questions" }));
  expect(screen.getByRole("searchbox")).toHaveProperty("value", "");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(screen.getByRole("searchbox")).toHaveProperty("value", "");
  expect(screen.getByRole("heading", { name: "No questions yet" })).toBeTruthy();
  expect(sent).toEqual(["GET /api/questions?limit=20&q=loops", "GET /api/questions?limit=20&sort=new"]);
});

it("goes back by filters that were chosen, not by what was typed", async () => {
  network({ "GET /api/questions": () => ({ body: page([]) }) });
  const Back = () => {
    const navigate = useNavigate();
    return (
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    );
  };
  renderApp(
    <>
      <Back />
      <Questions />
    </>,
    "/questions",
  );
  const current = (name: string) => screen.getByRole("link", { name }).getAttribute("aria-current");
  const back = () => userEvent.click(screen.getByRole("button", { name: "Back" }));
  await userEvent.click(screen.getByRole("link", { name: "Votes" }));
  await userEvent.click(screen.getByRole("link", { name: "Mine" }));
  await userEvent.type(screen.getByRole("combobox", { name: "Filter by tag" }), "loops{Enter}");
  await userEvent.type(screen.getByRole("searchbox"), "sort");
  expect(await screen.findByText("Best match first.")).toBeTruthy();
  await back();
  // Before the tag, with the search that was typed after it gone.
  await waitFor(() => expect([current("Votes"), current("Mine")]).toEqual(["page", "page"]));
  await back();
  await waitFor(() => expect([current("Votes"), current("All")]).toEqual(["page", "page"]));
  await back();
  await waitFor(() => expect(current("Votes")).toBeNull());
});
