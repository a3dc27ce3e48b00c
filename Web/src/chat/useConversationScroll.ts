import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Conversation, ConversationState } from "./conversation";
import { firstLoaded, isAtStart, lastLoaded } from "./timeline";

/** So close to the end, the view follows new messages. */
const nearEnd = 60;
/** So close to an edge, the next page is loaded. */
const loadAhead = 600;

const messageOf = (sequence: number) => `[data-sequence="${sequence}"]`;

/** Whether what was new when the room was opened begins above the view, or above what is loaded. */
function isNewAbove(view: HTMLElement, { timeline, readAtOpen }: ConversationState): boolean {
  const divider = view.querySelector("[data-new]");
  if (divider !== null) return divider.getBoundingClientRect().bottom < view.getBoundingClientRect().top;
  return readAtOpen + 1 < firstLoaded(timeline) && readAtOpen < lastLoaded(timeline);
}

/** Where the conversation is scrolled to: kept while messages are added above, at the end while it follows. */
export function useConversationScroll(conversation: Conversation, state: ConversationState) {
  const area = useRef<HTMLDivElement>(null);
  const anchor = useRef<{ sequence: string; top: number } | null>(null);
  const placed = useRef(false);
  const following = useRef(true);
  const [atEnd, setAtEnd] = useState(true);
  const [newAbove, setNewAbove] = useState(false);
  const [target, setTarget] = useState<{ sequence: number } | null>(null);
  const { timeline, status, loading, loadFailed } = state;

  const remember = useCallback(() => {
    const view = area.current;
    if (view === null) return;
    const top = view.getBoundingClientRect().top;
    const all = [...view.querySelectorAll<HTMLElement>("[data-sequence]")];
    const first = all.find((one) => one.getBoundingClientRect().bottom > top);
    anchor.current = first
      ? { sequence: first.dataset.sequence ?? "", top: first.getBoundingClientRect().top - top }
      : null;
    const distance = view.scrollHeight - view.scrollTop - view.clientHeight;
    following.current = distance < nearEnd && conversation.state.timeline.following;
    setAtEnd(following.current);
    setNewAbove(isNewAbove(view, conversation.state));
  }, [conversation]);

  const toEnd = useCallback(() => {
    const view = area.current;
    if (view !== null) view.scrollTop = view.scrollHeight;
    following.current = true;
    setAtEnd(true);
    if (view !== null) setNewAbove(isNewAbove(view, conversation.state));
  }, [conversation]);

  const onScroll = useCallback(() => {
    remember();
    const view = area.current;
    if (view === null || !placed.current || loading !== null) return;
    const distance = view.scrollHeight - view.scrollTop - view.clientHeight;
    if (view.scrollTop < loadAhead && loadFailed !== "older" && !isAtStart(timeline)) void conversation.loadOlder();
    else if (distance < loadAhead && loadFailed !== "newer" && !timeline.following) void conversation.loadNewer();
  }, [remember, conversation, timeline, loading, loadFailed]);

  // First at what is new, or at the end.
  useLayoutEffect(() => {
    const view = area.current;
    if (view === null || status !== "ready" || placed.current) return;
    placed.current = true;
    const divider = view.querySelector<HTMLElement>("[data-new]");
    if (divider === null) return toEnd();
    view.scrollTop += divider.getBoundingClientRect().top - view.getBoundingClientRect().top - view.clientHeight / 4;
    remember();
  }, [status, toEnd, remember]);

  // After every change: the end stays in view, or whatever was at the top of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is rendered depends on these
  useLayoutEffect(() => {
    const view = area.current;
    if (view === null || !placed.current) return;
    if (following.current && timeline.following) return toEnd();
    const kept = anchor.current && view.querySelector<HTMLElement>(messageOf(Number(anchor.current.sequence)));
    if (kept && anchor.current) {
      view.scrollTop += kept.getBoundingClientRect().top - view.getBoundingClientRect().top - anchor.current.top;
    }
    remember();
  }, [timeline.messages, state.outbox, state.readAtOpen, toEnd, remember]);

  // The view or a message changes its height: a keyboard, a longer draft, a message that unfolds.
  useEffect(() => {
    const view = area.current;
    if (view === null || !("ResizeObserver" in window)) return;
    const observer = new ResizeObserver(() => following.current && toEnd());
    observer.observe(view);
    if (view.firstElementChild !== null) observer.observe(view.firstElementChild);
    return () => observer.disconnect();
  }, [toEnd]);

  useLayoutEffect(() => {
    const found = target && area.current?.querySelector<HTMLElement>(messageOf(target.sequence));
    if (!found) return;
    following.current = false;
    found.scrollIntoView({ block: "center" });
    found.focus({ preventScroll: true });
    remember();
  }, [target, remember]);

  const focus = (sequence: number) =>
    area.current?.querySelector<HTMLElement>(messageOf(sequence))?.focus({ preventScroll: true });
  return { area, onScroll, atEnd, newAbove, toEnd, target, jump: setTarget, focus };
}
