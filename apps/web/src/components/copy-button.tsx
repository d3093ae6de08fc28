import { UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopy } from '../lib/use-copy.ts';
import classes from './copy-button.module.css';

interface Props {
  readonly text: string;
  /** What a click does, for people who cannot see it: "Copy code". The text itself is added. */
  readonly label: string;
}

/** Text in mono that a click copies. */
export function CopyButton({ text, label }: Props) {
  const { copied, copy } = useCopy();
  const Drawn = copied ? IconCheck : IconCopy;
  return (
    <UnstyledButton className={classes.copy} aria-label={`${label}: ${text}`} title={label} onClick={() => copy(text)}>
      <span className={classes.text}>{text}</span>
      <Drawn size={14} stroke={1.5} aria-hidden="true" />
    </UnstyledButton>
  );
}
