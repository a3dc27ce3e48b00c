import { NavLink } from "react-router";
import { type ApartList, useApart } from "../api/people";
import { t } from "../i18n/text";
import { PeopleList } from "../people/PeopleList";
import { BlockButton, MuteButton } from "../people/RelationButtons";
import { BackLink } from "../ui/BackLink";
import { Page } from "../ui/Page";
import { EmptyState } from "../ui/States";

export const Blocked = () => <Apart key="blocked" list="blocked" />;
export const Muted = () => <Apart key="muted" list="muted" />;

/** Whom the user blocks or mutes, to undo it. */
function Apart({ list }: { list: ApartList }) {
  const query = useApart(list);
  const blocked = list === "blocked";
  return (
    <Page
      title={blocked ? t`Blocked people` : t`Muted people`}
      heading={<BackLink to="/settings">{t`Blocked and muted`}</BackLink>}
    >
      <nav className="tabs" aria-label={t`Lists`}>
        <NavLink replace to="/settings/blocked">
          {t`Blocked`}
        </NavLink>
        <NavLink replace to="/settings/muted">
          {t`Muted`}
        </NavLink>
      </nav>
      <div className="panel">
        <PeopleList
          query={query}
          action={(person) => (blocked ? <BlockButton profile={person} /> : <MuteButton profile={person} />)}
          empty={
            blocked ? (
              <EmptyState title={t`You haven't blocked anyone`}>
                <p>{t`Blocked people can't see you, and you don't see them. You can block someone on their profile.`}</p>
              </EmptyState>
            ) : (
              <EmptyState title={t`You haven't muted anyone`}>
                <p>
                  {t`Posts of muted people don't appear in your feed. They are not told. You can mute someone on their profile.`}
                </p>
              </EmptyState>
            )
          }
        />
      </div>
    </Page>
  );
}
