import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One sentence of what the page is for, where that is not obvious. */
  readonly lead?: ReactNode;
  /** The primary action, at the right. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, lead, action, children }: PageProps) {
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

interface PageTitleProps {
  readonly children: string;
}

/** The title of the browser's tab. */
export function PageTitle({ children }: PageTitleProps) {
  return <title>{`${children} · Pacekeeper`}</title>;
}
