/** How a photo is shown: its scale, and how far its middle is moved from the middle of the stage, in pixels. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

export const whole: View = { scale: 1, x: 0, y: 0 };

const maxScale = 6;

/** Scales by `factor` so that what is at `at` (from the middle of the stage) stays there. */
export function zoomAt(view: View, factor: number, at: Point): View {
  const scale = Math.min(maxScale, Math.max(1, view.scale * factor));
  if (scale === 1) return whole;
  const change = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * change, y: at.y - (at.y - view.y) * change };
}

/** Keeps the photo on the stage: it cannot be moved further than to its own edge. */
export function clamp(view: View, photo: Size, stage: Size): View {
  const limit = (moved: number, shown: number, visible: number) => {
    const max = Math.max(0, (shown * view.scale - visible) / 2);
    return max === 0 ? 0 : Math.min(max, Math.max(-max, moved));
  };
  return {
    scale: view.scale,
    x: limit(view.x, photo.width, stage.width),
    y: limit(view.y, photo.height, stage.height),
  };
}

export const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
