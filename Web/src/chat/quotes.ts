import type { ChatMessage, Reply } from "../api/types";
import { beginningOf } from "../ui/characters";

/** As long as the API's excerpts. */
const excerptLength = 100;

export const toExcerpt = (text: string): string => beginningOf(text, excerptLength);

/** What an answer shows of the message that it answers. */
export const toReply = (message: ChatMessage): Reply => ({
  id: message.id,
  sequence: message.sequence,
  sender: message.sender,
  excerpt: toExcerpt(message.text),
  images: message.images.length,
  folded: message.folded,
});

/** The answers with quotes of what these messages say now, and of who sent them: an account may have been deleted. */
export function updateQuotes<T extends { replyTo: Reply | null }>(
  answers: readonly T[],
  changed: Iterable<ChatMessage>,
): T[] {
  const targets = new Map([...changed].map((message) => [message.id, message]));
  return answers.map((answer) => {
    const target = targets.get(answer.replyTo?.id ?? "");
    return target === undefined ? answer : { ...answer, replyTo: toReply(target) };
  });
}
