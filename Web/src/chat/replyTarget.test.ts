// @vitest-environment happy-dom
import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ChatMessage } from "../api/types";
import { session } from "../session/browser";
import { ada } from "../testing/app";
import { useReplyTarget } from "./replyTarget";
import { message } from "./testMessages";

it("keeps the target with the room's draft until it is cleared or deleted", () => {
  session.open({ accessToken: "a", expiresAt: new Date(Date.now() + 600_000).toISOString(), user: ada });
  const open = (room: string, messages: ChatMessage[] = []) =>
    renderHook((shown: ChatMessage[]) => useReplyTarget(room, shown), { initialProps: messages });
  const target = message(3, { text: "What about the loom?" });
  const first = open("r1");
  act(() => first.result.current[1](target));
  first.unmount();

  expect(open("r2").result.current[0]).toBeNull();
  const again = open("r1", [target]);
  expect(again.result.current[0]?.text).toBe("What about the loom?");
  again.rerender([{ ...target, sender: null }]);
  expect(open("r1").result.current[0]?.sender).toBeNull();
  again.rerender([{ ...target, text: "", deleted: true }]);
  expect(again.result.current[0]).toBeNull();
  expect(open("r1").result.current[0]).toBeNull();
});
