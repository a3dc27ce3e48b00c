// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useNavigate } from "react-router";
import { expect, it } from "vitest";
import { renderApp } from "../testing/app";
import { PhotoGrid } from "./PhotoGrid";

const image = (name: string) => ({
  url: `/media/${name}`,
  thumbnailUrl: `/media/${name}/thumb`,
  width: 1600,
  height: 900,
  alt: name,
});
const dialog = () => screen.queryByRole("dialog", { name: "Photos" });
const open = async (...names: string[]) => {
  renderApp(<PhotoGrid images={names.map(image)} />);
  await userEvent.click(screen.getByRole("button", { name: `${names[0]}. Show` }));
  return screen.findByRole("dialog", { name: "Photos" });
};

it("closes the lightbox by a click beside the photo, not on it", async () => {
  const shown = await open("hill");
  const photo = shown.querySelector("img");
  if (photo !== null) await userEvent.click(photo);
  expect(dialog()).not.toBeNull();
  const beside = shown.querySelector("figure");
  if (beside !== null) await userEvent.click(beside);
  await waitFor(() => expect(dialog()).toBeNull());
});

it("zooms by button and by key, and shows the next photo whole", async () => {
  const shown = await open("hill", "lake");
  await userEvent.click(screen.getByRole("button", { name: "Zoom in" }));
  expect(screen.getByRole("button", { name: "Show the whole photo" })).toBeTruthy();
  await userEvent.keyboard("0");
  expect(screen.getByRole("button", { name: "Zoom in" })).toBeTruthy();
  await userEvent.keyboard("+");
  await userEvent.keyboard("{ArrowRight}");
  expect(within(shown).getByRole("img", { name: "lake" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Zoom in" })).toBeTruthy();
});

it("keeps the focus on a button that reached the last photo", async () => {
  const shown = await open("hill", "lake");
  const next = screen.getByRole("button", { name: "Next photo" });
  await userEvent.click(next);
  expect(next.getAttribute("aria-disabled")).toBe("true");
  expect(document.activeElement).toBe(next);
  await userEvent.keyboard("{ArrowLeft}");
  expect(within(shown).getByRole("img", { name: "hill" })).toBeTruthy();
});

function Forward() {
  const navigate = useNavigate();
  return (
    <button type="button" onClick={() => navigate(1)}>
      Forward
    </button>
  );
}

it("closes the lightbox again after Forward has shown it again", async () => {
  renderApp(
    <>
      <PhotoGrid images={[image("hill")]} />
      <Forward />
    </>,
  );
  await userEvent.click(screen.getByRole("button", { name: "hill. Show" }));
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  await waitFor(() => expect(dialog()).toBeNull());
  await userEvent.click(screen.getByRole("button", { name: "Forward" }));
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  await waitFor(() => expect(dialog()).toBeNull());
});
