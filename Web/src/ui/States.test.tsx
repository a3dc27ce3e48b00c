// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { LoadMore } from "./States";

it("keeps the focus while the next page is loaded, and loads it once", async () => {
  const load = vi.fn();
  const { rerender } = render(<LoadMore more loading={false} failed={false} load={load} />);
  const button = screen.getByRole("button", { name: "Load more" });
  await userEvent.click(button);
  rerender(<LoadMore more loading failed={false} load={load} />);
  await userEvent.click(button);
  expect(document.activeElement).toBe(button);
  expect(load).toHaveBeenCalledOnce();
});
