import {
  type ActivityStatus,
  type AuditAction,
  type AuditOutcome,
  type JobState,
  queryString,
  type Role,
} from '@pacekeeper/contracts';

export interface ActivityFilters {
  readonly status?: ActivityStatus | undefined;
  readonly action?: string | undefined;
  readonly account_id?: string | undefined;
}

export interface JobFilters {
  readonly state?: JobState | undefined;
  readonly account_id?: string | undefined;
}

/** What the composer of a job begins with. */
export interface JobDraft {
  readonly account?: string | undefined;
  readonly action?: string | undefined;
  readonly source?: string | undefined;
  readonly hashtag?: string | undefined;
}

export interface UserFilters {
  readonly search?: string | undefined;
  readonly role?: Role | undefined;
  readonly is_active?: 'true' | 'false' | undefined;
}

export interface AuditFilters {
  readonly action?: AuditAction | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** Who did it. */
  readonly actor_id?: string | undefined;
  /** To whom. */
  readonly subject_id?: string | undefined;
}

export interface AnalyticsFilters {
  /** The last days, today included; else `from` and `to` hold. */
  readonly days?: '7' | '30' | '90' | '365' | undefined;
  /** First day, such as 2026-03-01. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly account_id?: string | undefined;
  readonly action?: string | undefined;
}

/** An address inside the product, never another origin's. */
const inside = (address: string | null): string | null =>
  address && /^\/(?![/\\])/.test(address) && !address.startsWith('/login') ? address : null;

/** Every screen: the pattern it is routed by, and the address of one. Links are built here, never typed. */
export const paths = {
  home: { pattern: '/', href: () => '/' },
  login: {
    pattern: '/login',
    href: ({ next, after }: { next?: string; after?: 'reset' } = {}) =>
      `/login${queryString({ next: next === '/' ? '' : next, after })}`,
    /** Where a sign-in leads to. */
    nextOf: (search: URLSearchParams) => inside(search.get('next')) ?? '/dashboard',
  },
  dashboard: { pattern: '/dashboard', href: () => '/dashboard' },
  automation: {
    pattern: '/automation',
    href: ({ account }: { account?: string | undefined } = {}) =>
      account ? `/automation/${encodeURIComponent(account)}` : '/automation',
  },
  automationOf: { pattern: '/automation/:account' },
  accounts: { pattern: '/accounts', href: () => '/accounts' },
  jobs: { pattern: '/jobs', href: (filters: JobFilters = {}) => `/jobs${queryString(filters)}` },
  newJob: { pattern: '/jobs/new', href: (draft: JobDraft = {}) => `/jobs/new${queryString(draft)}` },
  job: { pattern: '/jobs/:id', href: (id: string) => `/jobs/${encodeURIComponent(id)}` },
  schedules: { pattern: '/schedules', href: () => '/schedules' },
  reviews: { pattern: '/reviews', href: () => '/reviews' },
  activity: {
    pattern: '/activity',
    href: (filters: ActivityFilters = {}) => `/activity${queryString(filters)}`,
  },
  knowledgeBase: { pattern: '/knowledge-base', href: () => '/knowledge-base' },
  errorCode: {
    pattern: '/knowledge-base/:code',
    href: (code: string) => `/knowledge-base/${encodeURIComponent(code)}`,
  },
  forgotPassword: { pattern: '/forgot-password', href: () => '/forgot-password' },
  resetPassword: { pattern: '/reset-password', href: () => '/reset-password' },
  confirmEmail: { pattern: '/confirm-email', href: () => '/confirm-email' },
  profile: { pattern: '/profile', href: () => '/profile' },
  twoFactorSetup: { pattern: '/profile/two-factor-setup', href: () => '/profile/two-factor-setup' },
  settings: { pattern: '/settings', href: () => '/settings' },
  changePassword: { pattern: '/profile/change-password', href: () => '/profile/change-password' },
  users: {
    pattern: '/admin/users',
    href: (filters: UserFilters = {}) => `/admin/users${queryString(filters)}`,
  },
  user: { pattern: '/admin/users/:id', href: (id: string) => `/admin/users/${encodeURIComponent(id)}` },
  quotas: { pattern: '/admin/quotas', href: () => '/admin/quotas' },
  auditLog: {
    pattern: '/admin/audit-log',
    href: (filters: AuditFilters = {}) => `/admin/audit-log${queryString(filters)}`,
  },
  approvals: { pattern: '/admin/approvals', href: () => '/admin/approvals' },
  system: { pattern: '/admin/system', href: () => '/admin/system' },

  content: { pattern: '/content', href: () => '/content' },
  contentList: {
    pattern: '/content/:list',
    href: (list: string) => `/content/${encodeURIComponent(list)}`,
  },
  template: {
    pattern: '/content/templates/:id',
    href: (id: string) => `/content/templates/${encodeURIComponent(id)}`,
  },
  analytics: {
    pattern: '/analytics',
    href: (filters: AnalyticsFilters = {}) => `/analytics${queryString(filters)}`,
  },
} as const;
