import { Progress } from "../posts/Progress";
import type { ImageUpload } from "./useImageUpload";

/** The image that is uploaded for a text, and why others were not. */
export function ImageUploads({ images }: { images: ImageUpload }) {
  return (
    <>
      {images.file !== null && (
        <div className="editor-upload">
          <span dir="auto">{images.file}</span>
          <Progress share={images.progress} onCancel={images.cancel} />
        </div>
      )}
      <div role="alert">
        {images.problems.map((problem) => (
          <p key={problem} className="error">
            {problem}
          </p>
        ))}
      </div>
    </>
  );
}
