import { Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import classes from './section.module.css';

interface Props {
  readonly title: string;
  /** A few quiet words beside the title. */
  readonly aside?: ReactNode;
  /** A border around it, for what is one thing. */
  readonly card?: boolean;
  readonly children: ReactNode;
}

/** A named part of a page. */
export function Section({ title, aside, card = false, children }: Props) {
  const id = useId();
  return (
    <section className={classes.section} data-card={card || undefined} aria-labelledby={id}>
      <div className={classes.head}>
        <Title order={2} id={id}>
          {title}
        </Title>
        {aside && <div className={classes.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
