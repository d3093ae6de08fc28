import { TextInput } from '@mantine/core';
import type { Account, Job, JobRequest, Limits } from '@pacekeeper/contracts';
import { useRef } from 'react';
import { Choice } from '../../../components/choice.tsx';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { LinkButton } from '../../../components/links.tsx';
import { announce } from '../../../lib/announce.ts';
import { wholeNumber } from '../../../lib/forms/check-with.ts';
import { draftOf, forgetDraft, useKeptDraft } from '../../../lib/forms/use-draft.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { paths, type JobDraft } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { jobTitle } from '../../../lib/words.ts';
import { useCreateJob } from '../api/jobs.mutations.ts';
import { amountHelp } from '../amount-help.ts';
import { checkJob, paramsOf } from '../compose/body.ts';
import { actionFields, filterFields, sourceFields } from '../compose/fields.ts';
import { ENTRIES, type Entries, offered, type Pair, pairOf, sourcesFor } from '../compose/pairs.ts';
import classes from './composer.module.css';
import { JobField, type JobForm } from './job-field.tsx';
import { PairPicker } from './pair-picker.tsx';
import { QuotaPreview } from './quota-preview.tsx';

const DRAFT = 'job';

/** Every field of every pair, so that going from one pair to another and back keeps what was typed. */
const initialOf = (entries: Entries): Record<string, unknown> => {
  const pairs = offered(entries).flatMap((action) =>
    sourcesFor(entries, action.action).map((source): Pair => ({ action, source })),
  );
  const fields = [...pairs.flatMap((pair) => [...sourceFields(pair.source), ...actionFields(pair)]), ...filterFields()];
  return {
    account: '',
    action: '',
    source: '',
    amount: '20',
    ...Object.fromEntries(fields.map(({ key, initial }) => [key, initial])),
  };
};

/** What the address asks for goes before what was typed earlier. */
const asked = ({ account, action, source, hashtag }: JobDraft): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ account, action, source, hashtag }).filter(([, value]) => value));

interface Props {
  readonly accounts: readonly Account[];
  /** The account to begin with. */
  readonly chosen: Account;
  readonly draft: JobDraft;
  readonly limits: Limits | undefined;
  /** Hashtags at one press. */
  readonly hashtags: readonly string[];
  readonly entries?: Entries;
  readonly onCreated: (job: Job) => void;
  /** Makes a schedule of the job instead; absent where the screen has none. */
  readonly onRepeat?: (job: JobRequest) => void;
}

/** A job: what to do, where the targets come from, how many, whom to leave out, and what that means for the day. */
export function Composer({ accounts, chosen, draft, limits, hashtags, entries = ENTRIES, ...told }: Props) {
  const { onCreated, onRepeat } = told;
  const create = useCreateJob();
  // Which of the buttons was pressed; Enter presses the first.
  const pressed = useRef<Start>('start');
  const form = useForm<Record<string, unknown>, { readonly start: boolean; readonly job: unknown }>({
    initial: { ...draftOf(DRAFT, initialOf(entries)), account: chosen.id, ...asked(draft) },
    check: (values) => {
      const pair = pairOf(entries, String(values['action']), String(values['source']));
      if (!pair) return { errors: { form: '' } };
      const checked = checkJob(pair, values);
      return 'errors' in checked ? checked : { body: { start: stopped(values['account']), job: checked.body } };
    },
    send: async (body) => {
      if (pressed.current === 'repeat') {
        onRepeat?.(body.job as JobRequest);
        return;
      }
      const { job } = await create.mutateAsync({
        ...(body as Parameters<typeof create.mutateAsync>[0]),
        plan: pressed.current === 'plan',
      });
      forgetDraft(DRAFT);
      announce(pressed.current === 'plan' ? `Being planned: ${jobTitle(job)}.` : `Job created: ${jobTitle(job)}.`);
      onCreated(job);
    },
  });
  useKeptDraft(DRAFT, form.values);
  const accountOf = (id: unknown) => accounts.find((account) => account.id === id) ?? chosen;
  const stopped = (id: unknown) => accountOf(id).state === 'stopped';
  const account = accountOf(form.values['account']);
  const pair = pairOf(entries, String(form.values['action']), String(form.values['source']));
  if (!pair) return null;
  const amount = wholeNumber(String(form.values['amount']));
  const spends = pair.action.spends;
  const own = { form: form as JobForm, hashtags };
  const filters = filterFields();
  return (
    <form {...form.form} className={classes.composer} aria-label="New job">
      <div className={classes.fields}>
        {create.isError && <ErrorBlock key={create.submittedAt} error={create.error} />}
        {accounts.length > 1 && (
          <Choice
            {...form.text('account')}
            label="Instagram account"
            value={account.id}
            data={accounts.map(({ id, instagram_username: name }) => ({ value: id, label: `@${name}` }))}
          />
        )}
        <PairPicker entries={entries} pair={pair} onChoose={(action, source) => form.set({ action, source })} />
        {sourceFields(pair.source).map((field) => (
          <JobField key={field.key} field={field} {...own} />
        ))}
        <TextInput
          {...form.text('amount')}
          className={classes.amount}
          label="Amount"
          description={amountHelp(amount, limits, spends)}
          inputMode="numeric"
          autoComplete="off"
        />
        {actionFields(pair).map((field) => (
          <JobField key={field.key} field={field} {...own} />
        ))}
        <fieldset className={classes.group}>
          <legend>Skip</legend>
          <div className={classes.ticks}>
            {filters
              .filter(({ kind }) => kind === 'switch')
              .map((field) => (
                <JobField key={field.key} field={field} {...own} />
              ))}
          </div>
        </fieldset>
        <MoreFilters filters={filters.filter(({ kind }) => kind !== 'switch')} {...own} />
      </div>
      <aside className={classes.plan} aria-label="What this job means">
        <p className={classes.what}>{previewOf(pair, form.values, amount)}</p>
        <p className={classes.quiet}>By @{account.instagram_username}</p>
        {limits && <QuotaPreview limits={limits} spends={spends} amount={amount} />}
        <StartButtons
          account={account}
          busy={create.isPending ? (create.variables.plan ? 'plan' : 'start') : null}
          repeats={onRepeat !== undefined}
          onPress={(how) => {
            pressed.current = how;
          }}
        />
      </aside>
    </form>
  );
}

const previewOf = (pair: Pair, values: Readonly<Record<string, unknown>>, amount: number): string =>
  jobTitle({
    action: pair.action.action as Job['action'],
    source: pair.source.source as Job['source'],
    amount: Number.isSafeInteger(amount) ? amount : 0,
    ...paramsOf(pair, { ...values, hashtag: String(values['hashtag'] ?? '').replace(/^[#＃]/, '') }),
  });

interface MoreProps {
  readonly filters: ReturnType<typeof filterFields>;
  readonly form: JobForm;
  readonly hashtags: readonly string[];
}

/** Folded away: few use them. What is wrong with one is never hidden. */
function MoreFilters({ filters, form, hashtags }: MoreProps) {
  if (filters.length === 0) return null;
  const used = filters.filter(({ key }) => form.values[key] !== '' || Boolean(form.errors[key]));
  return (
    <details className={classes.more} open={used.length > 0 || undefined}>
      <summary>More filters</summary>
      <div className={classes.grid}>
        {filters.map((field) => (
          <JobField key={field.key} field={field} form={form} hashtags={hashtags} />
        ))}
      </div>
    </details>
  );
}

type Start = 'start' | 'plan' | 'repeat';

interface StartProps {
  readonly account: Account;
  readonly busy: Start | null;
  readonly repeats: boolean;
  readonly onPress: (how: Start) => void;
}

/** The buttons say what they do: a stopped bot is started with its job, but needs no start for a plan. */
function StartButtons({ account, busy, repeats, onPress }: StartProps) {
  const { needs_approval: needsApproval } = usePerson();
  if (!account.session_valid) {
    return (
      <>
        <p className={classes.quiet}>This account is not connected, so it cannot take a job.</p>
        <LinkButton to={paths.automation.href({ account: account.id })}>Connect again</LinkButton>
      </>
    );
  }
  const stopped = account.state === 'stopped';
  return (
    <>
      {account.state === 'paused' && (
        <p className={classes.quiet}>The bot is paused; the job begins when the pause is over.</p>
      )}
      {needsApproval && (
        <p className={classes.quiet}>
          Each of your jobs is planned first, and begins once an administrator approves it.
        </p>
      )}
      <ActionButton
        type="submit"
        fullWidth
        busy={busy === 'start'}
        busyWords="Starting job"
        onClick={() => onPress('start')}
      >
        {stopped ? 'Start bot and start job' : 'Start job'}
      </ActionButton>
      <ActionButton
        type="submit"
        variant="default"
        fullWidth
        busy={busy === 'plan'}
        busyWords="Creating plan"
        onClick={() => onPress('plan')}
      >
        Plan first
      </ActionButton>
      {repeats && (
        <ActionButton type="submit" variant="default" fullWidth onClick={() => onPress('repeat')}>
          Repeat
        </ActionButton>
      )}
      <p className={classes.quiet}>A plan shows whom the job would reach. Nothing is done until it is approved.</p>
    </>
  );
}
