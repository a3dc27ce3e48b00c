// @vitest-environment happy-dom
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { PostCard } from "../posts/PostCard";
import { post, renderApp } from "../testing/app";
import HelpDialog from "./HelpDialog";
import { setShortcuts } from "./settings";
import { useShortcuts } from "./useShortcuts";

const write = vi.fn();
const help = vi.fn();

function Keys({ dialog = false }: { dialog?: boolean }) {
  useShortcuts({ write, help, search: () => undefined });
  return (
    <>
      <input aria-label="Text" />
      <PostCard post={post("1", "First")} />
      <PostCard post={post("2", "Second")} />
      {dialog && <HelpDialog onClose={() => undefined} />}
    </>
  );
}

afterEach(() => {
  setShortcuts(true);
  vi.clearAllMocks();
});

const posts = () => screen.getAllByRole("article");

it("moves from post to post by j and k", async () => {
  renderApp(<Keys />);
  // The first one from nowhere: that needs the layout of a browser.
  posts()[0]?.focus();
  await userEvent.keyboard("j");
  expect(document.activeElement).toBe(posts()[1]);
  await userEvent.keyboard("j");
  expect(document.activeElement).toBe(posts()[1]);
  await userEvent.keyboard("k");
  expect(document.activeElement).toBe(posts()[0]);
});

it("leaves the keys to a text that is being written, and Escape leaves the text", async () => {
  renderApp(<Keys />);
  const text = screen.getByRole("textbox", { name: "Text" });
  await userEvent.type(text, "n?j");
  expect(text).toHaveProperty("value", "n?j");
  expect(write).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(document.activeElement).not.toBe(text);
  await userEvent.keyboard("n");
  expect(write).toHaveBeenCalledOnce();
});

it("does nothing behind a dialog, with a modifier, or when turned off", async () => {
  const { unmount } = renderApp(<Keys dialog />);
  await userEvent.keyboard("n");
  await userEvent.click(screen.getByRole("checkbox", { name: "Single-key shortcuts" }));
  unmount();
  renderApp(<Keys />);
  await userEvent.keyboard("n");
  setShortcuts(true);
  await userEvent.keyboard("{Control>}n{/Control}");
  expect(write).not.toHaveBeenCalled();
  await userEvent.keyboard("?");
  expect(help).toHaveBeenCalledOnce();
});
