import { type FormEvent, useRef, useState } from "react";
import { useInviteChanges, useInvites } from "../api/chat";
import { errorMessage } from "../api/problem";
import type { Invite, Room } from "../api/types";
import { notify } from "../ui/Announcer";
import { Icon } from "../ui/Icon";
import { ErrorState } from "../ui/States";
import { SubmitButton } from "../ui/SubmitButton";
import { fullDate } from "../ui/time";

const lifetimes = [
  { hours: 1, label: "1 hour" },
  { hours: 24, label: "1 day" },
  { hours: 168, label: "7 days" },
  { hours: 720, label: "30 days" },
];
const uses = [
  { count: null, label: "No limit" },
  { count: 1, label: "1 person" },
  { count: 10, label: "10 people" },
  { count: 100, label: "100 people" },
];

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
        notify("The invite link was revoked.");
        heading.current?.focus({ preventScroll: true });
      },
      onError: (error) => notify(errorMessage(error), true),
    });
  return (
    <section className="chat-section" aria-label="Invite links">
      <h3 ref={heading} tabIndex={-1}>
        Invite links
      </h3>
      <form className="chat-invite" onSubmit={onSubmit}>
        <label>
          Expires after
          <select value={hours} onChange={(event) => setHours(Number(event.target.value))}>
            {lifetimes.map((one) => (
              <option key={one.hours} value={one.hours}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
        <label>
          For at most
          <select
            value={maxUses ?? 0}
            onChange={(event) => setMaxUses(event.target.value === "0" ? null : Number(event.target.value))}
          >
            {uses.map((one) => (
              <option key={one.label} value={one.count ?? 0}>
                {one.label}
              </option>
            ))}
          </select>
        </label>
        <SubmitButton pending={create.isPending} pendingText="Creating…">
          Create link
        </SubmitButton>
      </form>
      <div role="alert">{create.isError && <p className="error">{errorMessage(create.error)}</p>}</div>
      {url !== null && <NewLink url={url} />}
      {query.isError && query.data === undefined && <ErrorState error={query.error} retry={query.refetch} />}
      {query.data?.items.length === 0 && <p className="hint">No invite links.</p>}
      <ul>
        {query.data?.items.map((invite) => (
          <li key={invite.id} className="chat-member">
            <Icon name="link" size={20} />
            <span className="person-words">
              <span>{usesText(invite)}</span>
              <span className="hint">
                By {invite.createdBy?.displayName ?? "a deleted account"}, until {fullDate(new Date(invite.expiresAt))}
              </span>
            </span>
            <button
              type="button"
              className="button quiet"
              aria-disabled={revoke.isPending}
              onClick={() => revokeInvite(invite)}
            >
              Revoke
              <span className="visually-hidden"> the link until {fullDate(new Date(invite.expiresAt))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function usesText({ uses: count, maxUses }: Invite): string {
  if (maxUses !== null) return `Used ${count} of ${maxUses} times`;
  return count === 1 ? "Used once" : count === 0 ? "Not used yet" : `Used ${count} times`;
}

/** The address of a new link, which the API tells only once. */
function NewLink({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      notify("Link copied.");
    } catch {
      field.current?.select();
      notify("The link couldn't be copied. It is selected: copy it by hand.", true);
    }
  };
  return (
    <div className="chat-link">
      <input ref={field} readOnly value={url} aria-label="Invite link" onFocus={(event) => event.target.select()} />
      <button type="button" className="button" onClick={() => void copy()}>
        Copy link
      </button>
      <p className="hint" role="status">
        Copy the link now: it isn't shown again.
      </p>
    </div>
  );
}
