import { Drawer } from '@mantine/core';
import type { AuditEntry } from '@pacekeeper/contracts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Facts } from '../../../components/facts.tsx';
import { number } from '../../../lib/format/number.ts';
import { exactTime } from '../../../lib/format/time.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { detailsInWords } from '../details.ts';
import { auditLabel } from '../words.ts';
import { AuditPerson } from './audit-person.tsx';
import classes from './audit.module.css';
import { EntryLinks } from './entry-links.tsx';
import { OutcomeChip } from './outcome-chip.tsx';

interface Props {
  readonly entry: AuditEntry | null;
  readonly onClose: () => void;
}

const copied = (id: string | null | undefined, what: string) => id && <CopyButton text={id} label={`Copy ${what}`} />;

/** Everything that is known of one entry. */
export function AuditDrawer({ entry, onClose }: Props) {
  return (
    <Drawer opened={entry !== null} onClose={onClose} position="right" size="md" title={entry && auditLabel(entry)}>
      {entry && <Entry entry={entry} />}
    </Drawer>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const zone = useZone();
  const details = detailsInWords(entry.details);
  return (
    <div className={classes.entry}>
      <Facts
        facts={[
          ['Time', exactTime(entry.at, zone)],
          ['Outcome', <OutcomeChip key="outcome" outcome={entry.outcome} />],
          ['Who', <AuditPerson key="who" person={entry.actor} nobody="somebody unknown" />],
          ['To whom', entry.subject && <AuditPerson key="whom" person={entry.subject} nobody="" />],
          ['From', entry.address],
        ]}
      />
      {details.length > 0 && (
        <section aria-label="Details">
          <h3 className={classes.part}>Details</h3>
          <Facts facts={details} />
        </section>
      )}
      <section aria-label="To look it up">
        <h3 className={classes.part}>To look it up</h3>
        <Facts
          facts={[
            ['Entry', number(entry.seq)],
            ['Who, id', copied(entry.actor?.id, 'id of who did it')],
            ['To whom, id', copied(entry.subject?.id, 'id of whom it was done to')],
            ['Correlation id', copied(entry.correlation_id, 'correlation id')],
            ['Hash', copied(entry.hash, 'hash')],
          ]}
        />
      </section>
      <EntryLinks entry={entry} />
    </div>
  );
}
