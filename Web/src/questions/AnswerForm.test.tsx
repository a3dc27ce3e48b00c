// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { upload } from "../api/upload";
import { network, renderApp } from "../testing/app";
import { answer } from "../testing/questions";
import { AnswerForm } from "./AnswerForm";
import { EditAnswerForm } from "./EditAnswerForm";

vi.mock("../api/upload");

it("is not posted while an image is uploaded, and says why", async () => {
  const sent = network({});
  let fail = () => {};
  vi.mocked(upload).mockReturnValue(
    new Promise((_, reject) => {
      fail = () => reject(new Error("No network"));
    }),
  );
  renderApp(<AnswerForm question="q1" onPosted={() => {}} />);
  const area = screen.getByRole("textbox", { name: "Your answer" });
  await userEvent.type(area, "With cards.");
  fireEvent.paste(area, { clipboardData: { files: [new File(["x"], "hill.png", { type: "image/png" })] } });
  expect(await screen.findByText("hill.png")).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "Post answer" }));
  expect(screen.getByText("An image is still uploading.")).toBeTruthy();
  expect(sent).toEqual([]);
  fail();
  expect(await screen.findByText("hill.png: Something went wrong. Try again.")).toBeTruthy();
  await waitFor(() => expect(screen.queryByText("An image is still uploading.")).toBeNull());
  await userEvent.clear(area);
});

it("can be edited from nothing", async () => {
  network({});
  renderApp(<EditAnswerForm answer={answer("a1")} onClose={() => {}} />);
  const area = screen.getByRole("textbox", { name: "Edit answer" });
  expect(area).toHaveProperty("value", "With **cards**.");
  await userEvent.clear(area);
  expect(area).toHaveProperty("value", "");
});
