import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconTestPipe } from '@tabler/icons-react';
import { Suspense, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { dropDemoChoice } from '../../../lib/demo-choice.ts';
import { number } from '../../../lib/format/number.ts';
import { askForInstance, useInstance } from '../../../lib/instance.ts';
import { lazyPart } from '../../../lib/lazy-part.ts';
import { paths } from '../../../lib/paths.ts';
import { every } from '../../../lib/timers.ts';
import classes from './simulator-banner.module.css';

const loadDemoAccounts = async () => (await import('./demo-accounts.tsx')).DemoAccounts;
const DemoAccounts = lazyPart(loadDemoAccounts);

const RETRY_MS = 5000;

/** On every screen in the simulator: a notice, and the invented accounts to try. */
export function SimulatorBanner() {
  const instance = useInstance();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const { pathname } = useLocation();

  // Leaving the screen drops the choice.
  useEffect(() => {
    if (pathname !== paths.accounts.pattern) dropDemoChoice();
  }, [pathname]);

  useEffect(() => {
    if (instance) return lastMode.set(instance.mode);
    void askForInstance();
    return every(RETRY_MS, () => void askForInstance());
  }, [instance]);

  // The place is kept while the mode is being asked for, so that the page does not jump.
  if (!instance) return lastMode.get() === 'live' ? null : <div className={classes.place} />;
  if (instance.mode !== 'simulator') return null;

  const toggle = () => {
    // The codes that the accounts ask for change with time.
    if (!open) void askForInstance();
    setOpen(!open);
  };
  const close = () => {
    setOpen(false);
    // What was pressed goes with the panel; a form or dialog that has something to fill in takes the focus from here.
    opener.current?.focus();
  };
  return (
    <aside className={classes.banner} aria-label="Simulator">
      <div className={classes.line}>
        <p className={classes.words}>
          <IconTestPipe size={16} stroke={1.5} aria-hidden="true" />
          <span>
            Simulated<span className={classes.more}> Instagram</span>, demo time x{number(instance.pace_speed)}
            <span className={classes.more}>. Nothing here reaches the real one.</span>
          </span>
        </p>
        {instance.demo_accounts.length > 0 && (
          <UnstyledButton
            ref={opener}
            className={classes.toggle}
            aria-expanded={open}
            aria-controls={panel}
            onClick={toggle}
            onPointerEnter={() => void loadDemoAccounts().catch(() => {})}
          >
            Demo accounts
            <IconChevronDown size={16} stroke={1.5} aria-hidden="true" data-open={open || undefined} />
          </UnstyledButton>
        )}
      </div>
      <div id={panel} hidden={!open}>
        {open && (
          <Suspense fallback={null}>
            <DemoAccounts accounts={instance.demo_accounts} onChosen={close} />
          </Suspense>
        )}
      </div>
    </aside>
  );
}

const NAME = 'pacekeeper-mode';

/** The mode this browser saw last; only a guess of how much room the banner will need. */
const lastMode = {
  get: (): string | null => {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null;
    }
  },
  set: (mode: string) => {
    try {
      localStorage.setItem(NAME, mode);
    } catch {
      // Then the next page guesses again.
    }
  },
};
