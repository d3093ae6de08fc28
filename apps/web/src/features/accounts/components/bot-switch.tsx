import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { useSwitchBot } from '../api/accounts.mutations.ts';
import { ActionButton } from '../../../components/action-button.tsx';

interface Props {
  /** True while the bot is running or paused. */
  readonly on: boolean;
  readonly switching: ReturnType<typeof useSwitchBot>;
}

/** Starts the bot, or stops it. */
export function BotSwitch({ on, switching }: Props) {
  const icon = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;
  return on ? (
    <ActionButton
      variant="default"
      icon={<IconPlayerStop {...icon} />}
      busy={switching.isPending}
      busyWords="Stopping bot"
      onClick={() => switching.mutate('stop')}
    >
      Stop bot
    </ActionButton>
  ) : (
    <ActionButton
      icon={<IconPlayerPlay {...icon} />}
      busy={switching.isPending}
      busyWords="Starting bot"
      onClick={() => switching.mutate('start')}
    >
      Start bot
    </ActionButton>
  );
}
