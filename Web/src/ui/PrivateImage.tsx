import type { ComponentPropsWithRef } from "react";
import type { PostImage } from "../api/types";
import { t } from "../i18n/text";
import { Icon } from "./Icon";
import { useBlobUrl } from "./useBlobUrl";

interface Props extends Pick<ComponentPropsWithRef<"img">, "ref" | "draggable" | "style"> {
  image: PostImage;
}

/** A full image that is shown to the logged-in user only. */
export function PrivateImage({ image, ...shown }: Props) {
  const { url, failed, retry } = useBlobUrl(image.url);
  if (url !== null) return <img src={url} alt={image.alt} width={image.width} height={image.height} {...shown} />;
  if (!failed) {
    return (
      <p className="hint" role="status">
        {t`Loading the photo…`}
      </p>
    );
  }
  return (
    <div className="state" role="alert">
      <Icon name="alert" size={28} />
      <p>{t`This photo can't be shown.`}</p>
      <button type="button" className="button" onClick={retry}>
        {t`Try again`}
      </button>
    </div>
  );
}
