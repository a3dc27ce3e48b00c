/** Where lines run from right to left, what comes next is at the left. */
export const isMirrored = () => document.documentElement.dir === "rtl";

const opposite: Record<string, string> = { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" };

/** The key as it is meant: ArrowRight goes to what comes next. */
export const logicalKey = (key: string): string => (isMirrored() ? (opposite[key] ?? key) : key);

/** A distance or position on the x axis, positive towards what comes next. */
export const logicalX = (x: number): number => (isMirrored() ? -x : x);
