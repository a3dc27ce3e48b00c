import { type MouseEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import { logicalX } from "../ui/direction";
import { clamp, distance, middle, type Point, whole, zoomAt } from "./zoom";

/** Zoom steps of a double click, and of a key or the button. */
const doubleClick = 2.5;
const step = 1.5;

/**
 * Zooms and moves the photo on a stage: wheel, pinch, double click, drag. `onSwipe` is called for a horizontal swipe
 * over a photo that is not zoomed, with 1 for the next photo and -1 for the previous one.
 */
export function useZoom(onSwipe: (by: 1 | -1) => void) {
  const stage = useRef<HTMLDivElement>(null);
  const photo = useRef<HTMLImageElement>(null);
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<Point>({ x: 0, y: 0 });
  const moved = useRef(false);
  const [view, setView] = useState(whole);

  const zoom = (factor: number, at: Point = { x: 0, y: 0 }) => setView((now) => onStage(zoomAt(now, factor, at)));
  const onStage = (next: typeof view) => {
    const [image, area] = [photo.current, stage.current];
    if (image === null || area === null) return next;
    return clamp(
      next,
      { width: image.offsetWidth, height: image.offsetHeight },
      { width: area.clientWidth, height: area.clientHeight },
    );
  };
  // From the middle of the photo as it is when it is whole: a caption moves it off the middle of the stage.
  const fromMiddle = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const area = photo.current?.getBoundingClientRect();
    if (area === undefined) return { x: 0, y: 0 };
    return { x: clientX - area.left - area.width / 2 + view.x, y: clientY - area.top - area.height / 2 + view.y };
  };

  const latest = useRef({ zoom, fromMiddle });
  useEffect(() => {
    latest.current = { zoom, fromMiddle };
  });
  useEffect(() => {
    const area = stage.current;
    if (area === null) return;
    // React's own wheel listener is passive: with it the browser would zoom the page as well.
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      latest.current.zoom(Math.exp(-event.deltaY / 300), latest.current.fromMiddle(event));
    };
    area.addEventListener("wheel", onWheel, { passive: false });
    return () => area.removeEventListener("wheel", onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent) => {
    if (event.target instanceof Element && event.target.closest("button") !== null) return;
    const at = fromMiddle(event);
    if (pointers.current.size === 0) {
      start.current = at;
      moved.current = false;
    }
    pointers.current.set(event.pointerId, at);
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) return;
    const at = fromMiddle(event);
    pointers.current.set(event.pointerId, at);
    if (!moved.current && distance(at, start.current) > 6) {
      moved.current = true;
      // Not earlier: the click of a pointer that was captured would be at the stage instead of the photo.
      event.currentTarget.setPointerCapture(event.pointerId);
    }
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      zoom(distance(at, other) / Math.max(1, distance(before, other)), middle(at, other));
    } else if (view.scale > 1) {
      setView((now) => onStage({ ...now, x: now.x + at.x - before.x, y: now.y + at.y - before.y }));
    }
  };
  const onPointerUp = (event: PointerEvent) => {
    const single = pointers.current.size === 1;
    if (!pointers.current.delete(event.pointerId)) return;
    const by = logicalX(fromMiddle(event).x - start.current.x);
    if (single && view.scale === 1 && event.pointerType !== "mouse" && Math.abs(by) > 40) onSwipe(by < 0 ? 1 : -1);
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (event.target !== photo.current) return;
    if (view.scale > 1) setView(whole);
    else zoom(doubleClick, fromMiddle(event));
  };
  return {
    stage,
    photo,
    view,
    zoomIn: () => zoom(step),
    zoomOut: () => zoom(1 / step),
    reset: () => setView(whole),
    /** Whether the pointer that was just released had dragged, so that its click means nothing. */
    dragged: () => moved.current,
    handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp, onDoubleClick },
  };
}
