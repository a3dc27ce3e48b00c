import { type FormEvent, useId, useState } from "react";
import { useEditProfile } from "../api/people";
import { errorMessage, Problem } from "../api/problem";
import { limits } from "../limits";
import { useMe } from "../session/browser";
import { notify } from "../ui/Announcer";
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
  const same = name.trim() === me.displayName && bio.trim() === me.bio;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (same || name.trim() === "" || save.isPending) return;
    save.mutate({ displayName: name.trim(), bio: bio.trim() }, { onSuccess: () => notify("Your profile was saved.") });
  };
  return (
    <form onSubmit={onSubmit}>
      <Field
        label="Name"
        value={name}
        required
        maxLength={limits.displayName}
        autoComplete="name"
        error={refusal?.field("displayName")}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="field">
        <label htmlFor={id}>Bio</label>
        <textarea
          id={id}
          rows={3}
          value={bio}
          maxLength={limits.bio}
          dir="auto"
          aria-invalid={bioError !== undefined}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setBio(event.target.value)}
        />
        <p className="hint" id={`${id}-hint`}>
          {limits.bio - bio.length} characters left
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
      <SubmitButton disabled={same || name.trim() === ""} pending={save.isPending} pendingText="Saving…">
        Save
      </SubmitButton>
    </form>
  );
}
