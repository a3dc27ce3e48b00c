// @vitest-environment happy-dom
import { fireEvent, render } from "@testing-library/react";
import { expect, it } from "vitest";
import { ada } from "../testing/app";
import { Avatar } from "./Avatar";

it("shows initials when the picture fails to load", () => {
  const { container } = render(<Avatar person={{ ...ada, avatarUrl: "/media/1" }} />);
  const picture = container.querySelector("img");
  expect(picture?.getAttribute("src")).toBe("/media/1/thumb");
  if (picture !== null) fireEvent.error(picture);
  expect(container.textContent).toBe("AL");
});
