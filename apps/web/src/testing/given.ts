import {
  ACTIONS,
  type Account,
  type Activity,
  type Bot,
  type Job,
  type Limit,
  type Limits,
  type User,
  type Verification,
} from '@pacekeeper/contracts';

/** Things as the API answers them, in one place, each with what a test says of it. */
const id = (last: number): string => `0198c0de-0000-7000-8000-${String(last).padStart(12, '0')}`;

export const mara: User = {
  id: id(1),
  username: 'mara',
  email: 'mara@example.org',
  role: 'user',
  is_active: true,
  must_change_password: false,
  two_factor_enabled: false,
  time_zone: 'Europe/Berlin',
  created_at: '2026-11-01T09:00:00Z',
  last_login_at: '2026-11-23T09:00:00Z',
};

export const anAccount = (changes: Partial<Account> = {}): Account => ({
  id: id(2),
  instagram_username: 'mia.travels',
  instagram_pk: '4200',
  session_valid: true,
  state: 'running',
  ramp: 1,
  connected_at: '2026-11-20T09:00:00Z',
  last_tested_at: null,
  proxy_set: false,
  ...changes,
});

export const aBot = (changes: Partial<Bot> = {}): Bot => ({
  account_id: id(2),
  instagram_username: 'mia.travels',
  session_valid: true,
  bot_running: true,
  state: 'running',
  ...changes,
});

export const aJob = (changes: Partial<Job> = {}): Job => ({
  id: id(3),
  account_id: id(2),
  action: 'follow',
  source: 'hashtag',
  hashtag: 'ceramics',
  filters: { skip_private: false, skip_verified: false },
  state: 'running',
  amount: 20,
  done: 6,
  skipped: 2,
  failed: 1,
  unknown: 0,
  remaining: 13,
  created_at: '2026-11-23T09:00:00Z',
  started_at: '2026-11-23T09:00:00Z',
  finished_at: null,
  expected_end_at: null,
  ...changes,
});

export const aLimit = (changes: Partial<Limit> = {}): Limit => ({
  limit: 50,
  standard: 50,
  effective: 50,
  used: 12,
  remaining: 38,
  hourly_cap: 10,
  ...changes,
});

export const someLimits = (changes: Partial<Limits['actions']> = {}): Limits => ({
  time_zone: 'Europe/Berlin',
  resets_at: '2026-11-23T23:00:00Z',
  actions: { ...(Object.fromEntries(ACTIONS.map((action) => [action, aLimit()])) as Limits['actions']), ...changes },
});

export const aVerification = (changes: Partial<Verification> = {}): Verification => ({
  id: id(4),
  kind: 'challenge',
  instagram_username: 'mia.travels',
  asks: 'code',
  methods: ['email'],
  method: 'email',
  can_send: [],
  tries_left: 5,
  expires_at: new Date(Date.now() + 600_000).toISOString(),
  ...changes,
});

export const aRow = (changes: Partial<Activity> = {}): Activity => ({
  id: '1',
  at: '2026-11-23T09:00:00Z',
  user_id: id(1),
  action: 'follow',
  status: 'success',
  message: 'Followed @otto.',
  account_id: id(2),
  target: { pk: '77', username: 'otto' },
  ...changes,
});
