import { formatNumber, t } from "../i18n/text";

/** The used share of a text's maximum length: a ring, and the rest as a number near the limit. */
export function Counter({ used, limit }: { used: number; limit: number }) {
  const left = limit - used;
  const share = Math.min(1, used / limit);
  const nearLimit = left <= 100;
  return (
    <span className={left < 0 ? "counter over" : "counter"}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <circle cx="12" cy="12" r="9.5" pathLength="100" className="counter-track" />
        <circle cx="12" cy="12" r="9.5" pathLength="100" strokeDasharray={`${share * 100} 100`} />
      </svg>
      {nearLimit && <span aria-hidden="true">{left}</span>}
      {/* Announced at a few thresholds, not at every key. */}
      <span className="visually-hidden" role="status">
        {left < 0
          ? t`The text is too long.`
          : left <= 20
            ? t`20 characters left.`
            : nearLimit
              ? t`100 characters left.`
              : ""}
      </span>
    </span>
  );
}

export function Progress({ share, onCancel }: { share: number; onCancel: () => void }) {
  const percent = Math.round(share * 100);
  const step = Math.floor(percent / 25) * 25;
  return (
    <div className="progress">
      <progress max={100} value={percent} aria-label={t`Upload`} />
      <span aria-hidden="true">{percent < 100 ? formatNumber(share, { style: "percent" }) : t`Processing…`}</span>
      <button type="button" className="button quiet" onClick={onCancel}>
        {t`Cancel`}
      </button>
      <span className="visually-hidden" role="status">
        {step < 100 ? t`${step} percent uploaded` : t`Uploaded, processing photos.`}
      </span>
    </div>
  );
}
