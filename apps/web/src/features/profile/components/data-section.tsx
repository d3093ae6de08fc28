import type { User } from '@pacekeeper/contracts';
import { IconDownload } from '@tabler/icons-react';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Section } from '../../../components/section.tsx';
import { announce } from '../../../lib/announce.ts';
import { saveFile } from '../../../lib/save-file.ts';
import { useExport } from '../api/person.mutations.ts';
import classes from './profile.module.css';

interface Props {
  readonly person: User;
}

/** Export of the user's own data. */
export function DataSection({ person }: Props) {
  const taking = useExport(person.id);
  const take = () =>
    taking.mutate(undefined, {
      onSuccess: (file) => {
        saveFile(`pacekeeper-${person.username}.json`, file);
        announce('Your data was downloaded');
      },
    });
  return (
    <Section card title="Your data">
      <div className={classes.row}>
        <p className={classes.words}>
          Everything that is stored about you, as one JSON file: your record, accounts, jobs, activity and more.
          Passwords, secrets and sessions are not included.
        </p>
        <ActionButton
          variant="default"
          icon={<IconDownload size={16} stroke={1.5} aria-hidden="true" />}
          busy={taking.isPending}
          busyWords="Collecting your data"
          onClick={take}
        >
          Download my data
        </ActionButton>
      </div>
      {taking.isError && <ErrorBlock key={taking.submittedAt} error={taking.error} />}
    </Section>
  );
}
