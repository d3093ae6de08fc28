import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';
import { PageTitle } from './page-title.tsx';

interface Props {
  readonly title: string;
  /** One sentence of what the page is for, where that is not obvious. */
  readonly lead?: ReactNode;
  /** The primary action, at the right. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, lead, action, children }: Props) {
  return (
    <div className={classes.page}>
      <PageTitle>{title}</PageTitle>
      <header className={classes.head}>
        <div className={classes.words}>
          <Title order={1}>{title}</Title>
          {lead && <p className={classes.lead}>{lead}</p>}
        </div>
        {action && <div className={classes.action}>{action}</div>}
      </header>
      {children}
    </div>
  );
}
