import {
  IconAlertTriangle,
  IconCircleCheck,
  IconClock,
  IconHelpCircle,
  IconInfoCircle,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerStop,
  IconX,
  type Icon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Look } from '../lib/words.ts';
import classes from './state-chip.module.css';

const ICONS = {
  play: IconPlayerPlay,
  check: IconCircleCheck,
  clock: IconClock,
  pause: IconPlayerPause,
  stop: IconPlayerStop,
  cross: IconX,
  alert: IconAlertTriangle,
  info: IconInfoCircle,
  question: IconHelpCircle,
} as const satisfies Record<string, Icon>;

export type ChipIcon = keyof typeof ICONS;

const DEFAULT_ICONS: Readonly<Record<Look, ChipIcon>> = {
  running: 'play',
  waiting: 'clock',
  paused: 'pause',
  stopped: 'stop',
  blocked: 'alert',
  unknown: 'question',
};

interface Props {
  readonly look: Look;
  readonly icon?: ChipIcon;
  /** The word, and where the state ends by itself, until when. */
  readonly children: ReactNode;
}

/** A state: always an icon and a word, never a colour alone. */
export function StateChip({ look, icon = DEFAULT_ICONS[look], children }: Props) {
  const Drawn = ICONS[icon];
  return (
    <span className={classes.chip} data-look={look}>
      <Drawn size={14} stroke={1.75} aria-hidden="true" />
      <span>{children}</span>
    </span>
  );
}
