import { may, type Permission, type User } from '@pacekeeper/contracts';
import {
  IconAt,
  IconCalendarRepeat,
  IconChartBar,
  IconChecklist,
  IconFolder,
  IconGauge,
  IconHelpCircle,
  IconLayoutDashboard,
  IconList,
  IconListCheck,
  IconMessageQuestion,
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
  readonly to: string;
  readonly icon: Icon;
  readonly needs: Permission;
}

const dashboard: Place = {
  label: 'Dashboard',
  to: paths.dashboard.href(),
  icon: IconLayoutDashboard,
  needs: 'bot.read',
};
const automation: Place = {
  label: 'Automation',
  to: paths.automation.href(),
  icon: IconMetronome,
  needs: 'bot.read',
};
const jobs: Place = { label: 'Jobs', to: paths.jobs.href(), icon: IconListCheck, needs: 'job.read' };
const schedules: Place = {
  label: 'Schedules',
  to: paths.schedules.href(),
  icon: IconCalendarRepeat,
  needs: 'job.read',
};
const reviews: Place = {
  label: 'Reviews',
  to: paths.reviews.href(),
  icon: IconMessageQuestion,
  needs: 'bot.read',
};
const activity: Place = { label: 'Activity', to: paths.activity.href(), icon: IconList, needs: 'activity.read' };
const help: Place = { label: 'Help', to: paths.knowledgeBase.href(), icon: IconHelpCircle, needs: 'catalogue.read' };
const accounts: Place = { label: 'Accounts', to: paths.accounts.href(), icon: IconAt, needs: 'bot.read' };

const analytics: Place = {
  label: 'Analytics',
  to: paths.analytics.href(),
  icon: IconChartBar,
  needs: 'stats.read',
};
const content: Place = { label: 'Content', to: paths.content.href(), icon: IconFolder, needs: 'content.read' };

/** Places for all users, at the side. */
export const PLACES: readonly Place[] = [
  dashboard,
  automation,
  jobs,
  schedules,
  reviews,
  activity,
  analytics,
  content,
  help,
];

/** On a phone: those at the thumb, and those behind "More". */
export const THUMB_PLACES: readonly Place[] = [dashboard, jobs, activity];
export const MORE_PLACES: readonly Place[] = [automation, schedules, reviews, accounts, analytics, content, help];

/** Reached from the account switcher. */
export const SWITCHER_PLACES: readonly Place[] = [accounts];

/** The user's own places. */
export const OWN_PLACES: readonly Place[] = [
  { label: 'Profile', to: paths.profile.href(), icon: IconUserCircle, needs: 'self.read' },
  { label: 'Settings', to: paths.settings.href(), icon: IconSettings, needs: 'self.update' },
];

/** Places for administrators. */
export const ADMIN_PLACES: readonly Place[] = [
  { label: 'Users', to: paths.users.href(), icon: IconUsers, needs: 'user.read' },
  { label: 'Approvals', to: paths.approvals.href(), icon: IconChecklist, needs: 'job.approve' },
  { label: 'Daily limits', to: paths.quotas.href(), icon: IconGauge, needs: 'quota.update' },
  { label: 'Audit log', to: paths.auditLog.href(), icon: IconShieldCheck, needs: 'audit.read' },
  { label: 'System', to: paths.system.href(), icon: IconServer, needs: 'system.read' },
];

export const openTo = (user: Pick<User, 'role'>, places: readonly Place[]): readonly Place[] =>
  places.filter(({ needs }) => may(user.role, needs));
