import { may, type Permission, type Role } from '@pacekeeper/contracts';

interface Group {
  readonly title: string;
  readonly permissions: Readonly<Partial<Record<Permission, string>>>;
}

/** What a token may be given, in words, from the harmless to the grave. */
const GROUPS: readonly Group[] = [
  {
    title: 'Read',
    permissions: {
      'bot.read': 'See your accounts, bots and breakers',
      'job.read': 'See your jobs and what became of each target',
      'activity.read': 'See your activity',
      'stats.read': 'See your figures',
      'quota.read': 'See your daily limits',
      'content.read': 'See your hashtags, templates and lists',
      'self.read': 'See your profile',
      'self.notifications': 'See where you are notified',
      'catalogue.read': 'See the knowledge base',
    },
  },
  {
    title: 'Change',
    permissions: {
      'bot.operate': 'Connect and remove accounts, start and stop bots, change their pace, hours and proxy',
      'job.create': 'Create, pause and cancel jobs',
      'content.update': 'Change your hashtags, templates and lists, and add opt-outs',
      'self.wishes': 'Set your own lower limits',
      'session.test': 'Test the session of an account',
      'self.export': 'Download everything that is stored about you',
    },
  },
  {
    title: 'Administration',
    permissions: {
      'user.read': 'See all users',
      'audit.read': 'See and export the audit log',
      'system.read': 'See the state of the installation',
      'quota.update': 'Set the limits and ramps of all users',
      'job.approve': 'Approve or reject jobs of others',
      'fleet.operate': 'Pause and resume all bots',
      'opt_out.manage': 'Change and remove opt-outs',
    },
  },
];

export interface PermissionGroup {
  readonly title: string;
  readonly permissions: readonly (readonly [permission: Permission, words: string])[];
}

/** What a person of this role may give to a token. */
export const permissionGroups = (role: Role): readonly PermissionGroup[] =>
  GROUPS.map(({ title, permissions }) => ({
    title,
    permissions: (Object.entries(permissions) as [Permission, string][]).filter(([name]) => may(role, name)),
  })).filter(({ permissions }) => permissions.length > 0);

const WORDS: Readonly<Record<string, string>> = Object.assign({}, ...GROUPS.map(({ permissions }) => permissions));

/** A permission of another version is named as it is. */
export const permissionWords = (name: string): string => WORDS[name] ?? name;

export const READING: readonly Permission[] = Object.keys(GROUPS[0]?.permissions ?? {}) as Permission[];
