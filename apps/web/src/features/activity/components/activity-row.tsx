import { UnstyledButton } from '@mantine/core';
import type { Activity } from '@pacekeeper/contracts';
import { memo } from 'react';
import { ActivityStatusChip } from '../../../components/activity-status-chip.tsx';
import { AppLink } from '../../../components/app-link.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { paths } from '../../../lib/paths.ts';
import { activityLabel } from '../../../lib/words.ts';
import classes from './activity.module.css';

interface Props {
  readonly row: Activity;
  /** Whose it is, where there are several: "@mia.travels"; empty where it is no single account's. */
  readonly account: string | null;
  /** It came in just now. */
  readonly fresh: boolean;
  readonly onOpen: (row: Activity) => void;
}

export const ActivityRow = memo(function ActivityRow({ row, account, fresh, onOpen }: Props) {
  return (
    <tr className={classes.row} data-fresh={fresh || undefined}>
      <td className={classes.time}>
        <RelativeTime at={row.at} />
      </td>
      <td className={classes.status}>
        <ActivityStatusChip status={row.status} />
      </td>
      <td className={classes.action}>
        <UnstyledButton className={classes.open} aria-haspopup="dialog" onClick={() => onOpen(row)}>
          {activityLabel(row.action)}
        </UnstyledButton>
      </td>
      {account !== null && <td className={classes.account}>{account}</td>}
      <td className={classes.target}>{row.target && `@${row.target.username ?? row.target.pk}`}</td>
      <td className={classes.message}>{row.message}</td>
      <td className={classes.code}>
        {row.error_code && <AppLink to={paths.errorCode.href(row.error_code)}>{row.error_code}</AppLink>}
      </td>
    </tr>
  );
});
