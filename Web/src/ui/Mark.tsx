/** Two people and what they share. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className="mark" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <circle className="mark-left" cx="12" cy="16" r="9.5" />
      <circle className="mark-right" cx="20" cy="16" r="9.5" />
      <path className="mark-both" d="M16 7.4a9.5 9.5 0 0 1 0 17.2 9.5 9.5 0 0 1 0-17.2Z" />
    </svg>
  );
}
