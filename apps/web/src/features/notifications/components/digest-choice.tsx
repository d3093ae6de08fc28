import { Choice } from '../../../components/choice.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useChangeNotifications } from '../api/notifications.mutations.ts';
import type { Digest } from '../channels.ts';
import classes from './notifications.module.css';

interface Props {
  readonly digest: Digest;
  /** Whether there is a channel that it could go to. */
  readonly byMail: boolean;
}

const DIGESTS: readonly { readonly value: Digest; readonly label: string }[] = [
  { value: 'off', label: 'No summary' },
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'Every Monday' },
];

/** A summary of what was done, by mail. */
export function DigestChoice({ digest, byMail }: Props) {
  const change = useChangeNotifications(usePerson().id);
  if (!byMail)
    return <p className={classes.words}>With an e-mail channel you can also get a daily or weekly summary.</p>;
  const choose = (value: string) => {
    const next = DIGESTS.find((one) => one.value === value);
    if (next) {
      change.mutate((now) => ({ ...now, digest: next.value }), {
        onSuccess: () => announce(`Summary by mail: ${next.label}`),
      });
    }
  };
  return (
    <div className={classes.narrow}>
      {change.isError && <ErrorBlock key={change.submittedAt} error={change.error} />}
      <Choice
        label="Summary by mail"
        description="What was done, at 08:00 in your time zone."
        value={digest}
        data={DIGESTS}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
    </div>
  );
}
