import type {
  Account,
  AccountList,
  Activity,
  ActivityList,
  Bot,
  EventData,
  EventName,
  Job,
  JobList,
  Limits,
} from '@pacekeeper/contracts';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { ActivityFilters, JobFilters } from '../paths.ts';
import { keys } from '../query-keys.ts';
import { isOver } from '../selectors/job-state.ts';

/** One live event, read by its contract. */
export type LiveEvent = { [Name in EventName]: { name: Name; data: EventData<Name> } }[EventName];

export type JobPages = InfiniteData<JobList, string | null>;

/** How many rows the short lists of latest activity keep. */
export const LATEST_ROWS = 8;

/** The account with what the bot's state says of it. */
export const withBot = (account: Account, bot: Bot): Account =>
  account.id === bot.account_id ? { ...account, session_valid: bot.session_valid, state: bot.state } : account;

/** The pages with the job in its place, or in front where it is new. */
export const withJob = (pages: JobPages, job: Job): JobPages => {
  const known = pages.pages.some((page) => page.items.some(({ id }) => id === job.id));
  return {
    ...pages,
    pages: pages.pages.map((page, index) => {
      if (known) return { ...page, items: page.items.map((one) => (one.id === job.id ? job : one)) };
      return index === 0 ? { ...page, items: [job, ...page.items] } : page;
    }),
  };
};

/** The same of a list with filters, which a job may enter and leave. */
export const withFilteredJob = (pages: JobPages, job: Job, { state, account_id: account }: JobFilters): JobPages => {
  if (account && account !== job.account_id) return pages;
  if (!state || state === job.state) return withJob(pages, job);
  return {
    ...pages,
    pages: pages.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== job.id) })),
  };
};

/** The open jobs, newest first, with this one in its place, in front, or gone once it has ended. */
export const withOpenJob = (jobs: readonly Job[], job: Job): readonly Job[] => {
  if (isOver(job)) return jobs.filter(({ id }) => id !== job.id);
  return jobs.some(({ id }) => id === job.id) ? jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...jobs];
};

/** The list with the row in front, as long as before; unchanged where it holds the row already. */
export const withRow = (list: ActivityList, row: Activity, longest = LATEST_ROWS): ActivityList =>
  list.items.some(({ id }) => id === row.id)
    ? list
    : { ...list, items: [row, ...list.items].slice(0, Math.max(longest, list.items.length)) };

export type TargetPages = InfiniteData<ActivityList, string | null>;

/** The rows of a job with a new one in front, where the filters let it in. */
export const withTarget = (pages: TargetPages, row: Activity, { status }: ActivityFilters): TargetPages => {
  const known = pages.pages.some(({ items }) => items.some(({ id }) => id === row.id));
  if (known || (status && status !== row.status)) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page, index) => (index === 0 ? { ...page, items: [row, ...page.items] } : page)),
  };
};

const applyBot = (client: QueryClient, bot: Bot) => {
  if (!bot.account_id) return;
  client.setQueryData<Bot>(keys.bot(bot.account_id), bot);
  const accounts = client.getQueryData<AccountList>(keys.accounts);
  if (accounts?.items.some(({ id }) => id === bot.account_id)) {
    client.setQueryData(keys.accounts, {
      ...accounts,
      items: accounts.items.map((account) => withBot(account, bot)),
    });
  } else void client.invalidateQueries({ queryKey: keys.accounts });
};

const applyJob = (client: QueryClient, job: Job) => {
  client.setQueryData<JobPages>(keys.jobList(job.account_id), (pages) => pages && withJob(pages, job));
  client.setQueryData<Job>(keys.job(job.id), (known) => known && job);
  client.setQueryData<readonly Job[]>(keys.openJobs, (jobs) => jobs && withOpenJob(jobs, job));
  // One of them may wait for the person's answer now.
  if (job.unknown > 0) void client.invalidateQueries({ queryKey: keys.reviews });
  for (const [key, pages] of client.getQueriesData<JobPages>({ queryKey: keys.allJobPages })) {
    if (pages) client.setQueryData(key, withFilteredJob(pages, job, (key[2] ?? {}) as JobFilters));
  }
};

const applyActivity = (client: QueryClient, row: Activity) => {
  for (const whose of [{}, { job_id: row.job_id }, { account_id: row.account_id }]) {
    client.setQueryData<ActivityList>(keys.latestActivity(whose), (list) => list && withRow(list, row));
  }
  if (row.job_id) {
    for (const [key, pages] of client.getQueriesData<TargetPages>({ queryKey: keys.allTargets(row.job_id) })) {
      if (pages) client.setQueryData(key, withTarget(pages, row, (key[3] ?? {}) as ActivityFilters));
    }
  }
  // The long list takes its rows where it is shown; elsewhere it is refetched when it is opened.
  void client.invalidateQueries({ queryKey: keys.activityLists, refetchType: 'none' });
};

/** Brings the query cache up to an event; what is not in the cache is read when a screen asks for it. */
export const applyEvent = (client: QueryClient, event: Exclude<LiveEvent, { name: 'notice' }>): void => {
  switch (event.name) {
    case 'bot':
      return applyBot(client, event.data);
    case 'job':
      return applyJob(client, event.data);
    case 'activity':
      return applyActivity(client, event.data);
    case 'quota':
      client.setQueryData<Limits>(keys.limits, event.data);
  }
};
