import { Drawer } from '@mantine/core';
import type { Activity } from '@pacekeeper/contracts';
import { ActivityStatusChip } from '../../../components/activity-status-chip.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Facts } from '../../../components/facts.tsx';
import { duration } from '../../../lib/format/number.ts';
import { exactTime } from '../../../lib/format/time.ts';
import { useSaid } from '../../../lib/said.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { activityLabel } from '../../../lib/words.ts';

import classes from './activity.module.css';

interface Props {
  readonly row: Activity | null;
  /** The name of the account that it is about, where it is known. */
  readonly account: string | undefined;
  readonly onClose: () => void;
}

const copied = (id: string | undefined, what: string) => id && <CopyButton text={id} label={`Copy ${what}`} />;

/** Everything that is known of one row. */
export function ActivityDrawer({ row, account, onClose }: Props) {
  const zone = useZone();
  const said = useSaid();
  return (
    <Drawer opened={row !== null} onClose={onClose} position="right" size="md" title={row && activityLabel(row.action)}>
      {row && (
        <>
          {row.error_code ? (
            <div className={classes.drawerMessage}>
              <ErrorBlock
                silent
                trouble={{
                  code: row.error_code,
                  message: said(row),
                  ...(row.action === 'connect_failed' && { situation: 'connecting' }),
                }}
              />
            </div>
          ) : (
            <p className={classes.drawerMessage}>{said(row)}</p>
          )}
          <Facts
            facts={[
              ['Time', exactTime(row.at, zone)],
              ['Status', <ActivityStatusChip key="status" status={row.status} />],
              ['Target', row.target?.username && `@${row.target.username}`],
              ['Target id', copied(row.target?.pk, 'target id')],
              ['Instagram took', row.duration_ms !== undefined && duration(row.duration_ms)],
              ['Job', copied(row.job_id, 'job id')],
              ['Account', account],
              ['Account id', copied(row.account_id, 'account id')],
              ['Correlation id', copied(row.correlation_id, 'correlation id')],
            ]}
          />
        </>
      )}
    </Drawer>
  );
}
