// @vitest-environment happy-dom
import { onlineManager } from "@tanstack/react-query";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Route, Routes } from "react-router";
import { expect, it } from "vitest";
import { network, page, renderApp } from "../testing/app";
import { ada, answer, bob, detail, question } from "../testing/questions";
import { QuestionPage } from "./QuestionPage";

const routes = (
  <Routes>
    <Route path="/questions/:id" element={<QuestionPage />} />
  </Routes>
);

const answers = (body: unknown) => ({
  "GET /api/questions/q1": () => ({ body }),
  "GET /api/questions/q1/related": () => ({ body: page([question("q2", "Another question")]) }),
});

it("shows a question with answers, reputation and related ones", async () => {
  const sent = network(answers(detail(question("q1", "How do I repeat it?"), [answer("a1")])));
  renderApp(routes, "/questions/q1");
  expect(await screen.findByText("cards", { selector: "strong" })).toBeTruthy();
  expect(screen.getByText("132")).toBeTruthy();
  expect(sent.filter((request) => request.includes("/api/profiles/"))).toEqual([]);
  expect(await screen.findByRole("link", { name: "Another question" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Accept/u })).toBeNull();
});

it("votes at once, takes the vote back when it fails, and not on one's own", async () => {
  network({
    ...answers(detail(question("q1", "How do I repeat it?"), [answer("a1")])),
    "PUT /api/questions/q1/vote": () => ({ status: 503, body: {} }),
  });
  renderApp(routes, "/questions/q1");
  const up = await screen.findByRole("button", { name: "Vote for this question" });
  await userEvent.click(up);
  expect(await screen.findByText("Part of Social is unavailable right now. Try again in a moment.")).toBeTruthy();
  await waitFor(() => expect(up.getAttribute("aria-pressed")).toBe("false"));
  await userEvent.click(screen.getByRole("button", { name: "Vote for this answer" }));
  expect(screen.getAllByText("You can't vote on your own answer.").length).toBeGreaterThan(1);
});

it("sends a vote that was cast offline once the network is back", async () => {
  const sent = network({
    ...answers(detail(question("q1", "How do I repeat it?"), [])),
    "PUT /api/questions/q1/vote": () => ({ body: { score: 1 } }),
  });
  renderApp(routes, "/questions/q1");
  const up = await screen.findByRole("button", { name: "Vote for this question" });
  onlineManager.setOnline(false);
  try {
    await userEvent.click(up);
    await waitFor(() => expect(up.getAttribute("aria-pressed")).toBe("true"));
    expect(sent).not.toContain("PUT /api/questions/q1/vote");
  } finally {
    onlineManager.setOnline(true);
  }
  await waitFor(() => expect(sent).toContain("PUT /api/questions/q1/vote"));
});

it("lets the asker accept an answer", async () => {
  const mine = question("q1", "How do I repeat it?", { author: ada });
  const sent = network({
    ...answers(detail(mine, [answer("a1", { author: bob })])),
    "PUT /api/answers/a1/accept": () => ({ status: 204 }),
  });
  renderApp(routes, "/questions/q1");
  await userEvent.click(await screen.findByRole("button", { name: "Accept" }));
  expect(await screen.findByText("The answer is accepted.")).toBeTruthy();
  expect(sent).toContain("PUT /api/answers/a1/accept");
});

it("says that a question was deleted", async () => {
  network({});
  renderApp(routes, "/questions/q1");
  expect(await screen.findByRole("heading", { name: "This question doesn't exist" })).toBeTruthy();
});

it("asks once for the page with the answer of the address while the service fails", async () => {
  const body = detail(question("q1", "How do I repeat it?"), [answer("a1")]);
  const sent = network({
    ...answers({ ...body, answers: { ...body.answers, next: "2" } }),
    "GET /api/questions/q1/answers": () => ({ status: 503, body: {} }),
  });
  renderApp(routes, "/questions/q1#answer-a9");
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(sent.filter((request) => request.includes("/answers"))).toHaveLength(1);
});
