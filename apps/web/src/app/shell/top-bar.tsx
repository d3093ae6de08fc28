import type { User } from '@pacekeeper/contracts';
import { Link } from 'react-router';
import { Mark } from '../../components/mark.tsx';
import { paths } from '../../lib/paths.ts';
import { AccountSwitcher } from './account-switcher.tsx';
import { AvatarMenu } from './avatar-menu.tsx';
import { ChosenBot } from './chosen-bot.tsx';
import { LiveDot } from './live-dot.tsx';
import { PaletteButton } from './palette-button.tsx';
import { StopControl } from './stop-control.tsx';
import classes from './top-bar.module.css';

interface Props {
  readonly user: User;
}

/** Always in sight: which account, what its bot does, and the way to stop it. */
export function TopBar({ user }: Props) {
  return (
    <section className={classes.top} aria-label="Account and tools">
      <Link className={classes.brand} to={paths.dashboard.href()} aria-label="Pacekeeper, to the dashboard">
        <Mark />
        <span className={classes.name}>Pacekeeper</span>
      </Link>
      <AccountSwitcher />
      <ChosenBot />
      <div className={classes.tools}>
        <PaletteButton user={user} />
        <StopControl user={user} />
        <LiveDot />
        <AvatarMenu user={user} />
      </div>
    </section>
  );
}
