// Names for the schemas of the gateway's API, which `npm run api` generates from its OpenAPI document (openapi.json).
import type { components } from "./schema.g";

type Schemas = components["schemas"];

export type Profile = Schemas["ProfileJson"];
export type OwnSession = Schemas["OwnSessionJson"];
export type Author = Schemas["AuthorJson"];
export type PostImage = Schemas["ImageJson"];
export type Post = Schemas["PostJson"];
export type Entity = Schemas["EntityJson"];
export type Comment = Schemas["CommentJson"];
export type PostEdit = Schemas["EditJson"];
export type Story = Schemas["StoryJson"];
export type AuthorStories = Schemas["AuthorStoriesJson"];
export type Stories = Schemas["StoriesJson"];
export type Notification = Schemas["NotificationJson"];
export type Room = Schemas["RoomJson"];
export type ChatMessage = Schemas["ChatMessageJson"];
export type Reply = Schemas["ReplyJson"];
export type Reaction = Schemas["ReactionJson"];
export type Member = Schemas["MemberJson"];
export type Invite = Schemas["InviteJson"];
export type Question = Schemas["QuestionJson"];
export type QuestionAuthor = Schemas["QuestionAuthorJson"];
export type QuestionDetail = Schemas["QuestionDetailJson"];
export type Answer = Schemas["AnswerJson"];
export type QuestionComment = Schemas["QuestionCommentJson"];
export type QuestionEdit = Schemas["QuestionEditJson"];
export type AnswerEdit = Schemas["AnswerEditJson"];
export type QuestionTag = Schemas["QuestionTagJson"];
export type Segment = Schemas["SegmentJson"];
export type Status = Schemas["StatusJson"];
export type ServiceStatus = Schemas["ServiceStatusJson"];
export type Instance = Schemas["InstanceJson"];
export type Service = Schemas["ServiceJson"];
export type Field = Schemas["FieldJson"];

/** The response of register, log in and refresh. The refresh token is in an HttpOnly cookie. */
export type SessionAnswer = Pick<Schemas["SessionJson"], "accessToken" | "expiresAt" | "user">;

/** One page of a list; `next` is the cursor of the page after it, null on the last one. */
export interface Page<T> {
  items: T[];
  next: string | null;
}
