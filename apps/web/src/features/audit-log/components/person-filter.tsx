import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { userQuery } from '../../../lib/queries/user.query.ts';
import classes from './audit.module.css';

interface Props {
  readonly id: string;
  /** "By", "To". */
  readonly words: string;
  readonly onDrop: () => void;
}

/** The person that the log is filtered by, and the way out of it. */
export function PersonFilter({ id, words, onDrop }: Props) {
  const { data, isError } = useQuery(userQuery(id));
  const name = data?.username ?? (isError ? `deleted user ${id.slice(0, 8)}` : '…');
  return (
    <UnstyledButton className={classes.person} aria-label={`${words} ${name}: show everybody`} onClick={onDrop}>
      <span className={classes.personName}>
        {words} <strong>{name}</strong>
      </span>
      <IconX size={14} stroke={1.5} aria-hidden="true" />
    </UnstyledButton>
  );
}
