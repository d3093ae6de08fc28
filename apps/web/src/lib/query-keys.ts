import type { ActivityFilters, AuditFilters, JobFilters, UserFilters } from './paths.ts';

interface LatestActivity {
  readonly job_id?: string | undefined;
  readonly account_id?: string | undefined;
}

/** Every key of the query cache, from the whole to the part, so that a prefix names all of a kind. */
export const keys = {
  limits: ['limits'],
  accounts: ['accounts'],
  openings: (accountId: string) => ['accounts', 'openings', accountId],
  pendingConnects: ['pending-connects'],
  account: (accountId: string) => ['accounts', 'one', accountId],
  bots: ['bots'],
  bot: (accountId: string) => ['bots', accountId],
  jobs: ['jobs'],
  jobList: (accountId: string) => ['jobs', accountId],
  openJobs: ['jobs', 'open'],
  job: (id: string) => ['jobs', 'one', id],
  jobPages: (filters: JobFilters) => ['jobs', 'list', filters],
  allJobPages: ['jobs', 'list'],
  reviews: ['reviews'],
  targets: (jobId: string, filters: ActivityFilters) => ['activity', 'targets', jobId, filters],
  allTargets: (jobId: string) => ['activity', 'targets', jobId],
  activity: ['activity'],
  activityList: (userId: string, filters: ActivityFilters) => ['activity', 'list', userId, filters],
  activityLists: ['activity', 'list'],
  latestActivity: (whose: LatestActivity) => ['activity', 'latest', whose],
  latestActivities: ['activity', 'latest'],
  errorCodes: ['error-codes'],
  errorCode: (code: string) => ['error-codes', code],
  knowledgePages: ['knowledge-pages'],
  users: ['users'],
  userList: (filters: UserFilters) => ['users', 'list', filters],
  userLists: ['users', 'list'],
  user: (id: string) => ['users', 'one', id],
  userLimits: (id: string) => ['users', 'one', id, 'limits'],
  userAccounts: (id: string) => ['users', 'one', id, 'accounts'],
  audit: ['audit'],
  auditList: (filters: AuditFilters) => ['audit', 'list', filters],
  auditLists: ['audit', 'list'],
  auditCheck: ['audit', 'check'],
  system: ['system'],
  fleet: ['fleet'],
  fleetPause: ['fleet', 'pause'],
  twoFactor: ['two-factor'],
  freshRecoveryCodes: ['fresh-recovery-codes'],
  loginSessions: ['login-sessions'],

  contentList: (list: string) => ['content', list],
  contentEntries: (list: string, filters: object) => ['content', list, filters],
  templates: ['content', 'templates'],
  notifications: ['notifications'],
  apiTokens: ['api-tokens'],
  stats: (what: string, query: object) => ['stats', what, query],
  breakers: (accountId: string) => ['breakers', accountId],
  allBreakers: ['breakers'],
} as const;
