// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { network, renderApp } from "../testing/app";
import { StatusPage } from "./Status";

const instance = { id: "1", address: null, version: null, load: 0, startedAt: null, breaker: "closed" };
const healthy = { services: [{ name: "post", instances: [{ ...instance, state: "ready" }] }] };

it("does not say that all is well without a response", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let up = true;
  network({ "GET /api/status": () => (up ? { body: healthy } : { status: 503, body: {} }) });
  renderApp(<StatusPage />);
  expect(await screen.findByText("All systems operational.")).toBeTruthy();
  up = false;
  await vi.advanceTimersByTimeAsync(2_500);
  expect(await screen.findByText(/No response right now/u)).toBeTruthy();
  expect(screen.queryByText("All systems operational.")).toBeNull();
  vi.useRealTimers();
});
