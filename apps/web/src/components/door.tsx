import type { ReactNode } from 'react';
import classes from './door.module.css';
import { Mark } from './mark.tsx';
import { PageTitle } from './page.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface Props {
  /** The title of the browser's tab. */
  readonly tab: string;
  readonly title: string;
  readonly lead: string;
  /** What happened before this screen was opened. */
  readonly notice?: string | null;
  readonly foot: ReactNode;
  readonly children: ReactNode;
}

/** The screens before the sign-in: the mark, what this is, and one card. */
export function Door({ tab, title, lead, notice, foot, children }: Props) {
  return (
    <main className={classes.page} id="main">
      <PageTitle>{tab}</PageTitle>
      <div className={classes.panel}>
        <header className={classes.head}>
          <Mark size={48} />
          <div>
            <h1 className={classes.title}>{title}</h1>
            <p className={classes.lead}>{lead}</p>
          </div>
        </header>
        {notice && (
          <p className={classes.notice} role="status">
            {notice}
          </p>
        )}
        <div className={classes.card}>{children}</div>
        <footer className={classes.foot}>
          <p>{foot}</p>
          <ThemeSwitch />
        </footer>
      </div>
    </main>
  );
}
