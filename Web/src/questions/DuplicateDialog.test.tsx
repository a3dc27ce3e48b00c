// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { network, page, renderApp } from "../testing/app";
import { question } from "../testing/questions";
import DuplicateDialog from "./DuplicateDialog";

const none = "No other question found.";
const title = `${"How do I repeat it? ".repeat(6)}Please`;

it("finds a question by a title that is longer than a search takes", async () => {
  const sent = network({
    "GET /api/questions/q1/related": () => ({ body: page([]) }),
    "GET /api/search": () => ({ body: { questions: page([question("q2", title)]) } }),
  });
  renderApp(<DuplicateDialog question={question("q1", "Repeat?")} onClose={() => {}} />);
  expect(screen.getByText("Loading…")).toBeTruthy();
  expect(await screen.findByText(none)).toBeTruthy();
  await userEvent.click(screen.getByRole("textbox", { name: "The other question" }));
  await userEvent.paste(title);
  expect(screen.queryByText(none)).toBeNull();
  expect(await screen.findByRole("radio", { name: title })).toBeTruthy();
  const search = sent.find((request) => request.startsWith("GET /api/search")) ?? "";
  expect(new URL(search.slice(4), "https://a.example").searchParams.get("q")?.length).toBeLessThanOrEqual(100);
});

it("says that the search failed", async () => {
  network({
    "GET /api/questions/q1/related": () => ({ body: page([]) }),
    "GET /api/search": () => ({ status: 503, body: {} }),
  });
  renderApp(<DuplicateDialog question={question("q1", "Repeat?")} onClose={() => {}} />);
  await userEvent.type(screen.getByRole("textbox", { name: "The other question" }), "loops");
  expect(await screen.findByText("Part of Social is unavailable right now. Try again in a moment.")).toBeTruthy();
  expect(screen.queryByText(none)).toBeNull();
});
