import { may, type Permission, type User } from '@pacekeeper/contracts';
import { IconBook2, IconGauge, IconKey, IconList, IconMetronome, IconUsers, type Icon } from '@tabler/icons-react';
import { paths } from '../../lib/paths.ts';

export interface Place {
  readonly label: string;
  /** Where the room is narrow. */
  readonly short?: string;
  readonly to: string;
  readonly icon: Icon;
  readonly needs: Permission;
}

/** What everybody works with. */
export const PLACES: readonly Place[] = [
  { label: 'Automation', to: paths.automation.href(), icon: IconMetronome, needs: 'bot.read' },
  { label: 'Activity', to: paths.activity.href(), icon: IconList, needs: 'activity.read' },
  {
    label: 'Knowledge base',
    short: 'Knowledge',
    to: paths.knowledgeBase.href(),
    icon: IconBook2,
    needs: 'catalogue.read',
  },
];

/** What is one's own. */
export const OWN_PLACES: readonly Place[] = [
  { label: 'Change password', to: paths.changePassword.href(), icon: IconKey, needs: 'self.password' },
];

/** What administrators look after. */
export const ADMIN_PLACES: readonly Place[] = [
  { label: 'Users', to: paths.users.href(), icon: IconUsers, needs: 'user.read' },
  { label: 'Daily limits', to: paths.quotas.href(), icon: IconGauge, needs: 'quota.update' },
];

export const openTo = (user: User, places: readonly Place[]): readonly Place[] =>
  places.filter(({ needs }) => may(user.role, needs));
