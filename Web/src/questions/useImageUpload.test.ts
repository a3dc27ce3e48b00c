// @vitest-environment happy-dom
import { renderHook, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { upload } from "../api/upload";
import { useImageUpload } from "./useImageUpload";

vi.mock("../api/upload");

const picture = (name: string) => new File(["x"], name, { type: "image/png" });

/** Uploads files for a text; each is finished by `finish`. */
function start(...names: string[]) {
  const area = document.createElement("textarea");
  document.body.append(area);
  const finish: ((url: string) => void)[] = [];
  vi.mocked(upload).mockImplementation(
    () => new Promise((resolve) => finish.push((url) => resolve({ url } as Awaited<ReturnType<typeof upload>>))),
  );
  const { result } = renderHook(() => useImageUpload({ current: area }));
  result.current.add(names.map(picture));
  return { area, finish, selected: () => area.value.slice(area.selectionStart, area.selectionEnd) };
}

it("puts one image behind the other and selects the description of the last", async () => {
  const { area, finish, selected } = start("hill.png", "lake.png");
  await waitFor(() => expect(finish).toHaveLength(1));
  finish[0]?.("/media/1");
  await waitFor(() => expect(finish).toHaveLength(2));
  expect(selected()).toBe("");
  finish[1]?.("/media/2");
  await waitFor(() => expect(area.value).toBe("![describe the image](/media/1)![describe the image](/media/2)"));
  expect(selected()).toBe("describe the image");
});

it("selects nothing when the text was changed meanwhile", async () => {
  const { area, finish, selected } = start("hill.png");
  await waitFor(() => expect(finish).toHaveLength(1));
  area.value = "See: ";
  area.setSelectionRange(5, 5);
  finish[0]?.("/media/1");
  await waitFor(() => expect(area.value).toBe("See: ![describe the image](/media/1)"));
  expect(selected()).toBe("");
  expect(area.selectionEnd).toBe(area.value.length);
});
