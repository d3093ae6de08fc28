import { UnstyledButton } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState, type ReactNode } from 'react';
import classes from './disclosure.module.css';

interface Props {
  readonly title: string;
  /** Open from the start. */
  readonly open?: boolean;
  /** What is behind the title; asked for only while it is open. */
  readonly children: () => ReactNode;
}

/** Something folded away behind its title. */
export function Disclosure({ title, open: openAtFirst = false, children }: Props) {
  const [open, setOpen] = useState(openAtFirst);
  const id = useId();
  return (
    <div>
      <UnstyledButton className={classes.toggle} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} stroke={1.5} aria-hidden="true" data-open={open || undefined} />
        {title}
      </UnstyledButton>
      <div id={id} hidden={!open}>
        {open && children()}
      </div>
    </div>
  );
}
