import type { SystemAnswer } from '@pacekeeper/contracts';
import { Facts } from '../../../components/facts.tsx';
import { RelativeTime } from '../../../components/times.tsx';
import { Section } from '../../../components/section.tsx';
import { counted, fileSize, number } from '../../../lib/format/number.ts';

interface Props {
  readonly system: SystemAnswer['system'];
}

const paceWords = (mode: 'simulator' | 'live', speed: number): string =>
  mode === 'live' ? 'Live Instagram' : `Simulated Instagram, demo time ×${number(speed)}`;

/** What is running. */
export function Installation({ system: { version, node, mode, pace_speed: speed, started_at: startedAt } }: Props) {
  return (
    <Section card title="Pacekeeper">
      <Facts
        facts={[
          ['Version', version],
          ['Mode', paceWords(mode, speed)],
          ['Running since', <RelativeTime key="since" at={startedAt} />],
          ['Node.js', node],
        ]}
      />
    </Section>
  );
}

/** Database and mail. */
export function Foundations({ system: { database, mail } }: Props) {
  return (
    <Section card title="Database and mail">
      <Facts
        facts={[
          ['PostgreSQL', database.version],
          ['Size', fileSize(database.size_bytes)],
          [
            'Mail',
            mail.transport === 'smtp' ? 'Sent through the mail server' : 'Saved to files: no mail server is set',
          ],
          ['Waiting', mail.waiting === 0 ? 'no mail' : counted(mail.waiting, { one: 'mail', many: 'mails' })],
          [
            'Last error',
            mail.last_error && (
              <>
                {mail.last_error.reason}, <RelativeTime at={mail.last_error.at} />
              </>
            ),
          ],
        ]}
      />
    </Section>
  );
}
