import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";

const name = "message";

/** The address of a message in its room, by its sequence. */
export const messageUrl = (room: string, sequence: number) => `/chat/${room}?${name}=${sequence}`;

/** Goes to the message that the address names, once the conversation is loaded, and takes it out of the address: a reload is no jump. */
export function useLinkedMessage(ready: boolean, jump: (sequence: number) => unknown): void {
  const [params, setParams] = useSearchParams();
  const latest = useRef(jump);
  useEffect(() => {
    latest.current = jump;
  });
  const sequence = Number(params.get(name));
  useEffect(() => {
    if (!ready || !Number.isSafeInteger(sequence) || sequence < 1) return;
    setParams({}, { replace: true });
    void latest.current(sequence);
  }, [ready, sequence, setParams]);
}
