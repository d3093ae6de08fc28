import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Done } from '../../../components/done.tsx';
import { Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { Section } from '../../../components/section.tsx';
import { calendarDay } from '../../../lib/format/time.ts';
import { EmailForm } from './email-form.tsx';

interface Props {
  readonly person: User;
}

/** The signed-in user's own record. */
export function Overview({ person }: Props) {
  const [editing, setEditing] = useState(false);
  const [saved, setSaved] = useState(false);
  const close = (changed: boolean) => {
    setSaved(changed);
    setEditing(false);
  };
  return (
    <Section card title="You">
      <Facts
        facts={[
          ['User name', person.username],
          ['E-mail', person.email ?? 'None. Reset links and notices cannot reach you.'],
          ['New e-mail', person.pending_email && `${person.pending_email}. Open the link in the mail sent there.`],
          ['Role', person.role === 'admin' ? 'Administrator' : 'User'],
          ['Member since', calendarDay(person.created_at, person.time_zone)],
          ['Last sign-in', person.last_login_at && <RelativeTime at={person.last_login_at} />],
        ]}
      />
      {saved && (
        <Done>
          {person.pending_email
            ? 'Your new address counts once you open the link in the mail sent there.'
            : 'Your e-mail address was changed.'}
        </Done>
      )}
      {editing ? (
        <EmailForm person={person} onDone={close} />
      ) : (
        <div>
          <ActionButton variant="default" onClick={() => setEditing(true)}>
            {person.email ? 'Change e-mail' : 'Add e-mail'}
          </ActionButton>
        </div>
      )}
    </Section>
  );
}
