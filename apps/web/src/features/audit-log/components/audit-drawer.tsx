import { Drawer } from '@mantine/core';
import type { AuditEntry } from '@pacekeeper/contracts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Facts } from '../../../components/facts.tsx';
import { AppLink } from '../../../components/links.tsx';
import { number } from '../../../lib/format/number.ts';
import { exactTime } from '../../../lib/format/time.ts';
import { paths } from '../../../lib/paths.ts';
import { useZone } from '../../../lib/session/use-zone.ts';
import { detailsInWords } from '../details.ts';
import { auditLabel } from '../words.ts';
import { AuditPerson, OutcomeChip } from './audit-table.tsx';
import classes from './audit.module.css';

interface AuditDrawerProps {
  readonly entry: AuditEntry | null;
  readonly onClose: () => void;
}

const copied = (id: string | null | undefined, what: string) => id && <CopyButton text={id} label={`Copy ${what}`} />;

/** Everything that is known of one entry. */
export function AuditDrawer({ entry, onClose }: AuditDrawerProps) {
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
          ['Who', <AuditPerson key="who" person={entry.actor} nobody="unknown" />],
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
      <section aria-label="Reference">
        <h3 className={classes.part}>Reference</h3>
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

interface EntryLinksProps {
  readonly entry: AuditEntry;
}

const named = (person: NonNullable<AuditEntry['actor']>): string => person.username ?? 'the deleted user';

/** From an entry to the rest of what is known of the people in it. */
function EntryLinks({ entry: { actor, subject } }: EntryLinksProps) {
  const other = subject && subject.id !== actor?.id ? subject : null;
  if (!actor && !other) return null;
  return (
    <div className={classes.links}>
      {actor && <AppLink to={paths.auditLog.href({ actor_id: actor.id })}>What else {named(actor)} did</AppLink>}
      {other && (
        <AppLink to={paths.auditLog.href({ subject_id: other.id })}>What else was done to {named(other)}</AppLink>
      )}
      {[actor, other].map(
        (person) =>
          person?.username && (
            <AppLink key={person.id} to={paths.user.href(person.id)}>
              {person.username}’s user page
            </AppLink>
          ),
      )}
    </div>
  );
}
