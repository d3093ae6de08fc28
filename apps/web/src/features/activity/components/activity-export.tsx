import { Group, Modal, Radio, Stack, TextInput } from '@mantine/core';
import { ACTIONS, interactionsExportQuerySchema, LEDGER_STATES, type LedgerState } from '@pacekeeper/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { announce } from '../../../lib/announce.ts';
import { type Checked, useForm } from '../../../lib/forms/use-form.ts';
import type { ActivityFilters } from '../../../lib/paths.ts';
import { activityLabel } from '../../../lib/words.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useExport, type Wanted } from '../api/export.mutations.ts';
import classes from './activity.module.css';

interface Props {
  readonly filters: ActivityFilters;
  /** The names of the user's accounts, by their ids. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** Saves activity, or the ledger behind it, as a file. */
export function ActivityExport(props: Props) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <ActionButton
        variant="default"
        icon={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => setOpened(true)}
      >
        Export
      </ActionButton>
      <Modal opened={opened} onClose={close} title="Export" centered>
        <ExportForm {...props} onDone={close} />
      </Modal>
    </>
  );
}

const STATE_WORDS: Readonly<Record<LedgerState, string>> = {
  planned: 'Planned',
  intended: 'Being sent',
  confirmed: 'Done',
  refused: 'Failed',
  skipped: 'Skipped',
  unknown: 'Unknown',
  needs_review: 'Needs an answer',
};

interface Typed extends Record<string, string> {
  readonly what: string;
  readonly format: string;
  readonly target: string;
  readonly state: string;
}

const isAction = (name: string | undefined): name is string =>
  name !== undefined && (ACTIONS as readonly string[]).includes(name);

const wantedOf = ({ what, format, target, state }: Typed, filters: ActivityFilters): Checked<Wanted> => {
  const as = format === 'json' ? 'json' : 'csv';
  if (what === 'activity') return { body: { what: 'activity', format: as, query: filters } };
  const parsed = interactionsExportQuerySchema.safeParse({
    ...(filters.account_id && { account_id: filters.account_id }),
    ...(isAction(filters.action) && { action: filters.action }),
    ...(target.trim() !== '' && { target }),
    ...(state !== '' && { state }),
  });
  return parsed.success
    ? { body: { what: 'ledger', format: as, query: parsed.data } }
    : { errors: { target: 'Enter an Instagram name or number, or leave it empty.' } };
};

function ExportForm({ filters, accounts, onDone }: Props & { readonly onDone: () => void }) {
  const exporting = useExport();
  const form = useForm<Typed, Wanted>({
    initial: { what: 'activity', format: 'csv', target: '', state: '' },
    check: (typed) => wantedOf(typed, filters),
    send: async (wanted) => {
      saveFile(`pacekeeper-${wanted.what}.${wanted.format}`, await exporting.mutateAsync(wanted));
      announce('The file was saved');
      onDone();
    },
  });
  const { what, format } = form.values;
  const ledger = what === 'ledger';
  const kept = [
    filters.account_id && (accounts.get(filters.account_id) ?? 'one account'),
    filters.action && (!ledger || isAction(filters.action)) && activityLabel(filters.action),
    !ledger && filters.status,
  ].filter(Boolean);
  return (
    <form {...form.form} aria-label="Export">
      <Fields>
        {exporting.isError && <ErrorBlock key={exporting.submittedAt} error={exporting.error} />}
        <Radio.Group label="What" value={what} onChange={(value) => form.set({ what: value })}>
          <Stack gap={8}>
            <Radio value="activity" label="Activity" description="Everything that happened, as on this page." />
            <Radio
              value="ledger"
              label="Ledger"
              description="Each target of your jobs, what became of it, and when it was sent and settled."
            />
          </Stack>
        </Radio.Group>
        <p className={classes.kept}>
          {kept.length > 0 ? `With the filters of this page: ${kept.join(', ')}.` : 'Without filters: all of it.'}
        </p>
        {ledger && (
          <>
            <TextInput
              {...form.text('target')}
              label="Person"
              placeholder="everyone"
              description="A name or number: everything that was done with them."
              autoComplete="off"
            />
            <Choice
              {...form.text('state')}
              label="Outcome"
              data={[
                { value: '', label: 'Every outcome' },
                ...LEDGER_STATES.map((value) => ({ value, label: STATE_WORDS[value] })),
              ]}
            />
          </>
        )}
        <Radio.Group label="Format" value={format} onChange={(value) => form.set({ format: value })}>
          <Stack gap={8}>
            <Radio value="csv" label="CSV, for spreadsheets" />
            <Radio value="json" label="JSON, for programs" />
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={onDone}>
            Cancel
          </ActionButton>
          <ActionButton type="submit" busy={exporting.isPending} busyWords="Exporting">
            Save file
          </ActionButton>
        </Group>
      </Fields>
    </form>
  );
}
