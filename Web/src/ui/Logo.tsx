/** The logo: two overlapping circles. */
export function Logo({ size = 32 }: { size?: number }) {
  return (
    <svg className="logo" viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" focusable="false">
      <circle className="logo-left" cx="12" cy="16" r="9.5" />
      <circle className="logo-right" cx="20" cy="16" r="9.5" />
      <path className="logo-both" d="M16 7.4a9.5 9.5 0 0 1 0 17.2 9.5 9.5 0 0 1 0-17.2Z" />
    </svg>
  );
}
