import { type FormEvent, useId, useState } from "react";
import { useEditProfile } from "../api/people";
import { errorMessage, Problem } from "../api/problem";
import { plural, t } from "../i18n/text";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
import { countCharacters, tooMany } from "../ui/characters";
import { Field } from "../ui/Field";
import { SubmitButton } from "../ui/SubmitButton";

export function ProfileForm() {
  const me = useMe();
  const id = useId();
  const [name, setName] = useState(me.displayName);
  const [bio, setBio] = useState(me.bio);
  const save = useEditProfile(me);
  const refusal = save.error instanceof Problem ? save.error : null;
  const known = refusal?.field("displayName") ?? refusal?.field("bio");
  const bioError = refusal?.field("bio");
  const bioLeft = limits.bio - countCharacters(bio.trim());
  const nameLeft = limits.displayName - countCharacters(name.trim());
  const same = name.trim() === me.displayName && bio.trim() === me.bio;
  const ready = !same && name.trim() !== "" && nameLeft >= 0 && bioLeft >= 0;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready || save.isPending) return;
    save.mutate({ displayName: name.trim(), bio: bio.trim() }, { onSuccess: () => notify(t`Your profile was saved.`) });
  };
  return (
    <form onSubmit={onSubmit}>
      <Field
        label={t`Name`}
        value={name}
        required
        autoComplete="name"
        error={nameLeft < 0 ? tooMany(-nameLeft) : refusal?.field("displayName")}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="field">
        <label htmlFor={id}>{t`Bio`}</label>
        <textarea
          id={id}
          rows={3}
          value={bio}
          dir="auto"
          aria-invalid={bioError !== undefined || bioLeft < 0}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setBio(event.target.value)}
        />
        <p className="hint" id={`${id}-hint`}>
          {bioLeft < 0 ? tooMany(-bioLeft) : plural(bioLeft, { one: "# character left", other: "# characters left" })}
        </p>
        {bioError !== undefined && (
          <p className="error" role="alert">
            {bioError}
          </p>
        )}
      </div>
      <div role="alert">
        {save.isError && known === undefined && <p className="error">{errorMessage(save.error)}</p>}
      </div>
      <SubmitButton disabled={!ready} pending={save.isPending} pendingText={t`Saving…`}>
        {t`Save`}
      </SubmitButton>
    </form>
  );
}
