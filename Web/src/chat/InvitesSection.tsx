import { type FormEvent, useRef, useState } from "react";
import { useInviteChanges, useInvites } from "../api/chat";
import { errorMessage } from "../api/problem";
import type { Invite, Room } from "../api/types";
import { plural, t } from "../i18n/text";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { ErrorState } from "../ui/States";
import { SubmitButton } from "../ui/SubmitButton";
import { fullDate } from "../ui/time";

const lifetimes = [1, 24, 168, 720];
const uses = [1, 10, 100];

const lifetimeText = (hours: number) =>
  hours < 24
    ? plural(hours, { one: "# hour", other: "# hours" })
    : plural(hours / 24, { one: "# day", other: "# days" });

/** Makes invite links, and lists those that are still valid. */
export function InvitesSection({ room }: { room: Room }) {
  const query = useInvites(room.id);
  const { create, revoke } = useInviteChanges(room.id);
  const [hours, setHours] = useState(168);
  const [maxUses, setMaxUses] = useState<number | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const key = crypto.randomUUID().replaceAll("-", "");
    create.mutate({ maxUses, expiresInHours: hours, key }, { onSuccess: (made) => setUrl(made.url) });
  };
  const revokeInvite = (invite: Invite) =>
    revoke.mutate(invite.id, {
      onSuccess: () => {
        setUrl(null);
        notify(t`The invite link was revoked.`);
        heading.current?.focus({ preventScroll: true });
      },
      onError: (error) => notify(errorMessage(error), true),
    });
  return (
    <section className="chat-section" aria-label={t`Invite links`}>
      <h3 ref={heading} tabIndex={-1}>
        {t`Invite links`}
      </h3>
      <form className="chat-invite" onSubmit={onSubmit}>
        <label>
          {t`Expires after`}
          <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {lifetimes.map((lifetime) => (
              <option key={lifetime} value={lifetime}>
                {lifetimeText(lifetime)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t`For at most`}
          <select
            value={maxUses ?? 0}
            onChange={(event) => setMaxUses(event.target.value === "0" ? null : Number(event.target.value))}
          >
            <option value={0}>{t`No limit`}</option>
            {uses.map((count) => (
              <option key={count} value={count}>
                {plural(count, { one: "# person", other: "# people" })}
              </option>
            ))}
          </select>
        </label>
        <SubmitButton pending={create.isPending} pendingText={t`Creating…`}>
          {t`Create link`}
        </SubmitButton>
      </form>
      <div role="alert">{create.isError && <p className="error">{errorMessage(create.error)}</p>}</div>
      {url !== null && <NewLink url={url} />}
      {query.isError && query.data === undefined && <ErrorState error={query.error} retry={query.refetch} />}
      {query.data?.items.length === 0 && <p className="hint">{t`No invite links.`}</p>}
      <ul>
        {query.data?.items.map((invite) => (
          <li key={invite.id} className="chat-member">
            <Icon name="link" size={20} />
            <span className="person-words">
              <span>{usesText(invite)}</span>
              <span className="hint">
                {t`By ${invite.createdBy?.displayName ?? t`a deleted account`}, until ${fullDate(new Date(invite.expiresAt))}`}
              </span>
            </span>
            <button
              type="button"
              className="button quiet"
              aria-disabled={revoke.isPending}
              onClick={() => revokeInvite(invite)}
            >
              {t`Revoke`}
              <span className="visually-hidden"> {t`the link until ${fullDate(new Date(invite.expiresAt))}`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function usesText({ uses: count, maxUses }: Invite): string {
  if (maxUses !== null) return t`Used ${count} of ${maxUses} times`;
  return count === 0 ? t`Not used yet` : plural(count, { one: "Used once", other: "Used # times" });
}

/** The address of a new link, which the API tells only once. */
function NewLink({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      notify(t`Link copied.`);
    } catch {
      field.current?.select();
      notify(t`The link couldn't be copied. It is selected: copy it by hand.`, true);
    }
  };
  return (
    <div className="chat-link">
      <input ref={field} readOnly value={url} aria-label={t`Invite link`} onFocus={(event) => event.target.select()} />
      <button type="button" className="button" onClick={() => void copy()}>
        {t`Copy link`}
      </button>
      <p className="hint" role="status">
        {t`Copy the link now: it isn't shown again.`}
      </p>
    </div>
  );
}
