import { TextInput, UnstyledButton } from '@mantine/core';
import { VisuallyHidden } from '../../../components/visually-hidden.tsx';
import type { TextField } from '../../../lib/forms/use-form.ts';
import classes from './fields.module.css';

interface Props {
  readonly field: TextField;
  readonly label: string;
  readonly description?: string | undefined;
  /** Hashtags at one press, without their sign. */
  readonly suggestions: readonly string[];
  readonly onChoose: (hashtag: string) => void;
}

/** A hashtag, typed or chosen. */
export function HashtagField({ field, label, description, suggestions, onChoose }: Props) {
  return (
    <div>
      <TextInput
        {...field}
        label={label}
        description={description}
        leftSection="#"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      {suggestions.length > 0 && (
        <ul className={classes.chips} aria-label="Hashtags to choose">
          {suggestions.map((hashtag) => (
            <li key={hashtag}>
              <UnstyledButton className={classes.chip} onClick={() => onChoose(hashtag)}>
                <VisuallyHidden>Use </VisuallyHidden>#{hashtag}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
