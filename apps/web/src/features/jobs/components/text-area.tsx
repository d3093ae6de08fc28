import { Input } from '@mantine/core';
import { type ChangeEvent, type ReactNode, useId } from 'react';
import classes from './text-area.module.css';

interface Props {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly description?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly error: ReactNode;
  readonly rows: number;
  readonly field?: (part: HTMLTextAreaElement | null) => void;
  readonly onChange: (event: ChangeEvent<HTMLTextAreaElement>) => void;
}

/** Several lines of text. */
export function TextArea({ label, description, error, rows, field, ...area }: Props) {
  const id = useId();
  const help = `${id}-help`;
  const wrong = `${id}-wrong`;
  return (
    <div className={classes.wrapper}>
      <Input.Label htmlFor={id}>{label}</Input.Label>
      <textarea
        {...area}
        id={id}
        ref={field}
        rows={rows}
        className={classes.area}
        aria-invalid={Boolean(error) || undefined}
        aria-describedby={[description && help, error && wrong].filter(Boolean).join(' ') || undefined}
      />
      {description && <Input.Description id={help}>{description}</Input.Description>}
      {error && <Input.Error id={wrong}>{error}</Input.Error>}
    </div>
  );
}
