import { may, type Permission, type User } from '@pacekeeper/contracts';
import {
  IconBook2,
  IconChartBar,
  IconFolder,
  IconGauge,
  IconList,
  IconMetronome,
  IconServer,
  IconSettings,
  IconShieldCheck,
  IconUserCircle,
  IconUsers,
  type Icon,
} from '@tabler/icons-react';
import { paths } from '../../lib/paths.ts';

export interface Place {
  readonly label: string;
  /** Where the room is narrow. */
  readonly short?: string;
  readonly to: string;
  readonly icon: Icon;
  readonly needs: Permission;
}

const analytics: Place = {
  label: 'Analytics',
  to: paths.analytics.href(),
  icon: IconChartBar,
  needs: 'stats.read',
};
const content: Place = { label: 'Content', to: paths.content.href(), icon: IconFolder, needs: 'content.read' };

/** Places for all users. */
export const PLACES: readonly Place[] = [
  { label: 'Automation', to: paths.automation.href(), icon: IconMetronome, needs: 'bot.read' },
  { label: 'Activity', to: paths.activity.href(), icon: IconList, needs: 'activity.read' },
  analytics,
  content,
  {
    label: 'Knowledge base',
    short: 'Knowledge',
    to: paths.knowledgeBase.href(),
    icon: IconBook2,
    needs: 'catalogue.read',
  },
];

/** The user's own places. */
export const OWN_PLACES: readonly Place[] = [
  { label: 'Profile', to: paths.profile.href(), icon: IconUserCircle, needs: 'self.read' },
  { label: 'Settings', to: paths.settings.href(), icon: IconSettings, needs: 'self.update' },
];

/** Places for administrators. */
export const ADMIN_PLACES: readonly Place[] = [
  { label: 'Users', to: paths.users.href(), icon: IconUsers, needs: 'user.read' },
  { label: 'Daily limits', to: paths.quotas.href(), icon: IconGauge, needs: 'quota.update' },
  { label: 'Audit log', to: paths.auditLog.href(), icon: IconShieldCheck, needs: 'audit.read' },
  { label: 'System', to: paths.system.href(), icon: IconServer, needs: 'system.read' },
];

export const openTo = (user: Pick<User, 'role'>, places: readonly Place[]): readonly Place[] =>
  places.filter(({ needs }) => may(user.role, needs));
