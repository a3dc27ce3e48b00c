import type { Answer, Question, QuestionDetail } from "../api/types";
import { ada as profile } from "./app";

export const ada = { ...profile, reputation: 7 };
export const bob = { id: "b", username: "bob", displayName: "Bob Hill", avatarUrl: null, reputation: 132 };

export const question = (id: string, title: string, change: Partial<Question> = {}): Question => ({
  id,
  author: bob,
  title,
  excerpt: "In a loop?",
  tags: ["loops"],
  score: 3,
  answers: 1,
  views: 7,
  acceptedAnswerId: null,
  duplicateOf: null,
  myVote: 0,
  followed: false,
  createdAt: "2026-11-01T00:00:00Z",
  editedAt: null,
  activeAt: "2026-11-01T00:00:00Z",
  match: null,
  ...change,
});

export const answer = (id: string, change: Partial<Answer> = {}): Answer => ({
  id,
  questionId: "q1",
  author: ada,
  body: "With **cards**.",
  bodyHtml: "<p>With <strong>cards</strong>.</p>",
  mentions: [],
  score: 0,
  accepted: false,
  myVote: 0,
  createdAt: "2026-11-02T00:00:00Z",
  editedAt: null,
  comments: [],
  ...change,
});

export const detail = (one: Question, answers: Answer[]): QuestionDetail => ({
  question: one,
  body: "In a *loop*?",
  bodyHtml: "<p>In a <em>loop</em>?</p>",
  mentions: [],
  comments: [],
  answers: { items: answers, next: null },
});
