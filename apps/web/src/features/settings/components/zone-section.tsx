import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { Done } from '../../../components/done.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Section } from '../../../components/section.tsx';
import { announce } from '../../../lib/announce.ts';
import { useHalfMinutes } from '../../../lib/clock.ts';
import { clockTime } from '../../../lib/format/time.ts';
import { useUpdateSelf } from '../../../lib/queries/update-self.mutation.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { zoneGroups } from '../zones.ts';
import classes from './settings.module.css';

const browserZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone that times are shown in, and whose midnight begins the day of the limits. */
export function ZoneSection() {
  const person = usePerson();
  const update = useUpdateSelf(person.id);
  const [zone, setZone] = useState(person.time_zone);
  const [groups] = useState(() => zoneGroups(Intl.supportedValuesOf('timeZone'), person.time_zone));
  const now = useHalfMinutes();
  const own = browserZone();
  const save = () => update.mutate({ time_zone: zone }, { onSuccess: () => announce('Time zone saved') });
  return (
    <Section card title="Time zone">
      <div className={classes.narrow}>
        <Choice
          label="Your time zone"
          description={`It is ${clockTime(now, zone)} in ${zone} now. Your daily limits reset at midnight there.`}
          value={zone}
          data={groups}
          onChange={(event) => setZone(event.currentTarget.value)}
        />
      </div>
      {update.isError && <ErrorBlock key={update.submittedAt} error={update.error} />}
      {update.isSuccess && zone === person.time_zone && (
        <Done>Saved. Times are shown in {zone} now. Today’s limits still reset as before.</Done>
      )}
      <div className={classes.buttons}>
        <ActionButton busy={update.isPending} busyWords="Saving time zone" onClick={save}>
          Save time zone
        </ActionButton>
        {zone !== own && (
          <ActionButton variant="default" onClick={() => setZone(own)}>
            {`Use this browser’s: ${own}`}
          </ActionButton>
        )}
      </div>
    </Section>
  );
}
