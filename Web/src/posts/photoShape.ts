import type { PostImage } from "../api/types";

/** The longest side of a thumbnail, in pixels. */
const maxThumbnail = 640;
/** A photo with both sides below this is shown in its own size, also in a mosaic. */
const maxSmall = 320;
/** Of width to height: what is taller or wider is cut on the page, and whole in the lightbox. */
const ratios = { tallest: 0.4, widest: 3.5 };

/** How a photo is shown on its own. */
export function shape({ width, height }: Pick<PostImage, "width" | "height">) {
  const own = width / Math.max(1, height);
  return {
    width,
    ratio: Math.min(ratios.widest, Math.max(ratios.tallest, own)),
    small: width < maxSmall && height < maxSmall,
  };
}

/** The files of a photo by their width: on a narrow screen the thumbnail is enough. */
export function sources({ url, thumbnailUrl, width, height }: PostImage) {
  const longest = Math.max(width, height);
  if (longest <= maxThumbnail || url === thumbnailUrl) return { src: url };
  const thumbnailWidth = Math.max(1, Math.round((width * maxThumbnail) / longest));
  return {
    src: url,
    srcSet: `${thumbnailUrl} ${thumbnailWidth}w, ${url} ${width}w`,
    // As in photos.css: the column's width, unless the largest height makes the photo narrower.
    sizes: `min(${Math.round(640 * shape({ width, height }).ratio)}px, 100vw - 60px, 582px)`,
  };
}
