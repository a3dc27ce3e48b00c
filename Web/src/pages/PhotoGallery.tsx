import type { ReactNode } from "react";
import { Link } from "react-router";
import { flattenPosts } from "../api/posts";
import type { Post } from "../api/types";
import type { PagesQuery } from "../api/usePages";
import { t } from "../i18n/text";
import { EmptyState, ErrorState, LoadMore } from "../ui/States";

interface Props {
  query: PagesQuery<Post>;
  name: string;
  /** Shown when there are no posts at all. */
  empty: ReactNode;
}

/** The photos of a user's posts as a grid; each leads to its post. */
export function PhotoGallery({ query, name, empty }: Props) {
  if (query.isPending) {
    return (
      <div role="status">
        <span className="visually-hidden">{t`Loading photos`}</span>
        <div className="gallery skeleton" aria-hidden="true">
          {[0, 1, 2, 3, 4, 5].map((index) => (
            <span key={index} className="bone" />
          ))}
        </div>
      </div>
    );
  }
  if (query.data === undefined) return <ErrorState error={query.error} retry={() => query.refetch()} />;
  const posts = flattenPosts(query.data);
  const photos = posts.flatMap((post) => post.images.map((image, index) => ({ post, image, index })));
  if (posts.length === 0) return empty;
  return (
    <>
      {photos.length === 0 && !query.hasNextPage && <EmptyState title={t`No photos yet`} />}
      <ul className="gallery" aria-label={t`Photos by ${name}`}>
        {photos.map(({ post, image, index }) => (
          <li key={image.url}>
            <Link to={`/post/${post.id}`}>
              <img
                src={image.thumbnailUrl}
                alt={image.alt === "" ? t`Photo ${index + 1} of a post by ${name}` : image.alt}
                loading="lazy"
                decoding="async"
                width={image.width}
                height={image.height}
              />
            </Link>
          </li>
        ))}
      </ul>
      <LoadMore
        more={query.hasNextPage}
        loading={query.isFetchingNextPage}
        failed={query.isFetchNextPageError}
        load={() => query.fetchNextPage()}
      />
    </>
  );
}
