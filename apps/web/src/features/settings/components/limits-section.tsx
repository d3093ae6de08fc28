import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { SkeletonRows } from '../../../components/skeleton-rows.tsx';
import { clockTime } from '../../../lib/format/time.ts';
import { limitsQuery } from '../../../lib/queries/limits.query.ts';
import classes from './settings.module.css';
import { WishesForm } from './wishes-form.tsx';

export function LimitsSection() {
  const query = useQuery(limitsQuery());
  const limits = query.data;
  return (
    <Section
      card
      title="Your own daily limits"
      aside={limits && `Resets at ${clockTime(limits.resets_at, limits.time_zone)} (${limits.time_zone})`}
    >
      <p className={classes.words}>
        Set less than the administrator allows, if you like it slower. An empty field means no limit of your own.
      </p>
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={72} />}>
        {(found) => <WishesForm limits={found} />}
      </QueryView>
    </Section>
  );
}
