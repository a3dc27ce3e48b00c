// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { network, page, renderApp } from "../testing/app";
import { question } from "../testing/questions";
import { AskQuestion } from "./AskQuestion";

it("shows similar questions, and a field's error with the focus on it", async () => {
  network({
    "GET /api/questions/similar": () => ({ body: page([question("q2", "How to loop twice?")]) }),
    "GET /api/question-tags": () => ({ body: page([]) }),
    "POST /api/questions": () => ({
      status: 422,
      body: { errors: { body: ["A question needs a body."], tags: ["A question has 1 to 5 tags; this one has 0."] } },
    }),
  });
  renderApp(<AskQuestion />);
  await userEvent.type(screen.getByRole("textbox", { name: "Title" }), "How to loop?");
  expect(await screen.findByRole("link", { name: /How to loop twice/u })).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Post question" }));
  expect(await screen.findByText("A question needs a body.")).toBeTruthy();
  expect(screen.getByText("A question has 1 to 5 tags; this one has 0.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("textbox", { name: "Details" })));
  expect(screen.getByRole("textbox", { name: "Title" })).toHaveProperty("value", "How to loop?");
});
