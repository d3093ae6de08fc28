import type { ActivityStatus } from '@pacekeeper/contracts';
import { queryString } from './http/query-string.ts';

export interface ActivityFilters {
  readonly status?: ActivityStatus | undefined;
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
    href: ({ next }: { next?: string } = {}) => `/login${queryString({ next: next === '/' ? '' : next })}`,
    /** Where a sign-in leads to. */
    nextOf: (search: URLSearchParams) => inside(search.get('next')) ?? '/automation',
  },
  automation: {
    pattern: '/automation',
    href: ({ account }: { account?: string } = {}) => `/automation${queryString({ account })}`,
  },
  activity: {
    pattern: '/activity',
    href: (filters: ActivityFilters = {}) => `/activity${queryString({ ...filters })}`,
  },
  knowledgeBase: { pattern: '/knowledge-base', href: () => '/knowledge-base' },
  errorCode: {
    pattern: '/knowledge-base/:code',
    href: (code: string) => `/knowledge-base/${encodeURIComponent(code)}`,
  },
  changePassword: { pattern: '/profile/change-password', href: () => '/profile/change-password' },
  users: { pattern: '/admin/users', href: () => '/admin/users' },
  quotas: { pattern: '/admin/quotas', href: () => '/admin/quotas' },
} as const;
