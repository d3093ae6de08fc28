import { IconCloudOff } from '@tabler/icons-react';
import { ActionButton } from '../../components/action-button.tsx';
import { reconnect, useLiveStatus } from '../../lib/live/live.ts';
import classes from './live-dot.module.css';
import { LIVE_MEANINGS } from './live-dot.tsx';

/** Over what was read before, while nothing newer arrives; what is shown stays readable. */
export function LiveBanner() {
  const status = useLiveStatus();
  const cut = status === 'offline' || status === 'crowded';
  return (
    <div role="status">
      {cut && (
        <div className={classes.banner}>
          <IconCloudOff size={20} stroke={1.5} aria-hidden="true" />
          <p className={classes.bannerWords}>{LIVE_MEANINGS[status]}</p>
          <ActionButton variant="default" size="xs" onClick={reconnect}>
            Reconnect
          </ActionButton>
        </div>
      )}
    </div>
  );
}
