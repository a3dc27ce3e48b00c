// The shapes of the public API that the pages use, written by hand from the REST surface the gateway publishes.

export interface Profile {
  id: string;
  username: string;
  displayName: string;
  bio: string;
  avatarUrl: string | null;
  followers: number;
  following: number;
  /** Null while the service that knows is away. */
  posts: number | null;
  createdAt: string;
  isFollowed: boolean;
  followsMe: boolean;
}

export interface Author {
  id: string;
  username: string;
  displayName: string;
  avatarUrl: string | null;
}

export interface PostImage {
  url: string;
  thumbnailUrl: string;
  width: number;
  height: number;
  alt: string;
}

export interface Post {
  id: string;
  author: Author;
  text: string;
  images: PostImage[];
  createdAt: string;
  editedAt: string | null;
}

/** One page of a list; `next` is the cursor of the page after it, null on the last one. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What register, log in and refresh answer. The refresh token is in a cookie that scripts cannot read. */
export interface SessionAnswer {
  accessToken: string;
  expiresAt: string;
  user: Profile;
}
