import type { PostImage } from "../api/types";
import type { LiveMessage } from "./live/events";

/** The images of a live message, as the API would answer them. */
export const roomImages = ({ room, images }: Pick<LiveMessage, "room" | "images">): PostImage[] =>
  images.map(({ id, width, height, alt }) => ({
    url: `/api/rooms/${room}/images/${id}`,
    thumbnailUrl: `/api/rooms/${room}/images/${id}/thumb`,
    width,
    height,
    alt,
  }));
