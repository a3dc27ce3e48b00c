// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { post, renderApp } from "../testing/app";
import { PostText } from "./PostText";

const long = { ...post("1", `${"word ".repeat(300)}the end #tag`) };
const at = [...long.text].length - 4;
const tagged = { ...long, entities: [{ kind: "tag", start: at, end: at + 4, value: "tag" }] };

it("folds a long text in a list and unfolds it at the button", async () => {
  renderApp(<PostText post={tagged} whole={false} />);
  expect(screen.queryByText(/the end/u)).toBeNull();
  expect(screen.queryByRole("link", { name: "#tag" })).toBeNull();
  const button = screen.getByRole("button", { name: "Show more" });
  await userEvent.click(button);
  expect(screen.getByText(/the end/u)).toBeTruthy();
  expect(screen.getByRole("link", { name: "#tag" })).toBeTruthy();
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute("aria-expanded")).toBe("true");
});

it("shows a long text whole on the post's own page", () => {
  renderApp(<PostText post={tagged} whole />);
  expect(screen.getByText(/the end/u)).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});
