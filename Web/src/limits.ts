// The services' limits, repeated here for feedback while typing. The services validate again.
export const limits = {
  username: { min: 3, max: 30, pattern: "[a-z0-9_.]+" },
  displayName: 50,
  bio: 500,
  password: { min: 10, max: 128 },
  text: 2_200,
  comment: 1_000,
  alt: 500,
  storyCaption: 200,
  /** Of a chat message, in UTF-16 units, as the service counts them. */
  message: 4_000,
  roomName: 80,
  question: { title: 150, body: 30_000, tags: 5, comment: 600, tagDescription: 500 },
  /** Of what is searched for, in UTF-16 units. */
  search: 100,
  images: 10,
  messageImages: 4,
  imageBytes: 15 * 1024 * 1024,
} as const;

export const imageTypes = ["image/jpeg", "image/png", "image/webp"];
