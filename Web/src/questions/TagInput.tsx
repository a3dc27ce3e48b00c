import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { useTagSuggestions } from "../api/questionTags";
import { t } from "../i18n/text";
import { Icon } from "../ui/Icon";
import { useDebounced } from "../ui/useDebounced";
import { foldTag, withTags } from "./tags";

interface Props {
  label: string;
  hideLabel?: boolean;
  placeholder?: string;
  hint?: string;
  error?: string | undefined;
  max: number;
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  inputRef?: Ref<HTMLInputElement>;
}

/** Tags as chips and a combobox that suggests those that exist: Enter, comma or space adds what is typed. */
export function TagInput({ label, hideLabel, placeholder, hint, error, max, tags, onChange, inputRef }: Props) {
  const id = useId();
  const [text, setText] = useState("");
  const [active, setActive] = useState(-1);
  const [open, setOpen] = useState(false);
  const typed = foldTag(text);
  const found = useTagSuggestions(useDebounced(typed)).data ?? [];
  const options = typed === "" ? [] : found.filter(({ tag }) => tag.startsWith(typed) && !tags.includes(tag));
  const shown = open && options.length > 0;
  const add = (value: string) => {
    onChange(withTags(max === 1 ? [] : tags, value).slice(0, Math.max(max, tags.length)));
    setText("");
    setActive(-1);
    setOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = shown ? options[active]?.tag : undefined;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (options.length === 0) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setOpen(true);
      setActive((active + step + options.length) % options.length);
    } else if (["Enter", ",", " "].includes(event.key) && (chosen ?? typed) !== "") {
      event.preventDefault();
      add(event.key === "Enter" ? (chosen ?? typed) : typed);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === "Backspace" && text === "" && tags.length > 0) {
      onChange(tags.slice(0, -1));
    }
  };
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field tag-field">
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>
        {label}
      </label>
      <div className="tag-input">
        {tags.map((tag) => (
          <span key={tag} className="q-tag">
            <span dir="auto">{tag}</span>
            <button
              type="button"
              aria-label={t`Remove tag ${tag}`}
              onClick={() => {
                onChange(tags.filter((other) => other !== tag));
                document.getElementById(id)?.focus();
              }}
            >
              <Icon name="close" size={15} />
            </button>
          </span>
        ))}
        <input
          id={id}
          ref={inputRef}
          role="combobox"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={100}
          value={text}
          placeholder={tags.length === 0 ? placeholder : undefined}
          aria-expanded={shown}
          aria-controls={`${id}-options`}
          aria-autocomplete="list"
          aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={described || undefined}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onBlur={() => {
            // What was typed counts, also without a comma after it.
            if (typed !== "" && max > 1) add(typed);
            setOpen(false);
          }}
        />
        <div
          id={`${id}-options`}
          role="listbox"
          aria-label={t`${label}, suggestions`}
          className="tag-options"
          hidden={!shown}
        >
          {options.map(({ tag, questions }, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the input does the same by keyboard
            <div
              key={tag}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
            >
              <span dir="auto">{tag}</span>
              <span className="hint">{questions}</span>
            </div>
          ))}
        </div>
      </div>
      {hint !== undefined && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p className="error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
