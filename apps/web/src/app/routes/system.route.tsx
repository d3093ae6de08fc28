import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ActionButton } from '../../components/action-button.tsx';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/query-view.tsx';
import { RouteError } from '../route-error.tsx';
import { Section } from '../../components/section.tsx';
import { SkeletonRows } from '../../components/loading.tsx';
import { fleetPauseQuery } from '../../features/system/api/system.queries.ts';
import { systemQuery } from '../../features/system/api/system.queries.ts';
import { FactorRule } from '../../features/system/components/factor-rule.tsx';
import { Fleet } from '../../features/system/components/fleet.tsx';
import { FleetPause } from '../../features/system/components/fleet-pause.tsx';
import { Foundations, Installation } from '../../features/system/components/installation.tsx';
import classes from '../../features/system/components/pair.module.css';

export { RouteError as ErrorBoundary };

export function Component() {
  const query = useQuery(systemQuery());
  const fleet = useQuery(fleetPauseQuery());
  const lookAgain = () => Promise.all([query.refetch(), fleet.refetch()]);
  return (
    <Page
      title="System"
      lead="The state of this installation, and the rules for everybody."
      action={
        <ActionButton
          variant="default"
          icon={<IconRefresh size={16} stroke={1.5} aria-hidden="true" />}
          busy={query.isFetching || fleet.isFetching}
          busyWords="Refreshing"
          onClick={() => void lookAgain()}
        >
          Refresh
        </ActionButton>
      }
    >
      <QueryView query={query} skeleton={<SkeletonRows rows={3} height={120} />}>
        {(system) => (
          <>
            <Section card title="Security">
              <div>
                <FactorRule required={system.security.require_two_factor} />
              </div>
            </Section>
            <Fleet fleet={system.fleet} />
            <Section card title="Pause of all bots">
              <QueryView query={fleet} skeleton={<SkeletonRows rows={1} height={64} />}>
                {(pause) => (
                  <div>
                    <FleetPause fleet={pause} />
                  </div>
                )}
              </QueryView>
            </Section>
            <div className={classes.pair}>
              <Installation system={system} />
              <Foundations system={system} />
            </div>
          </>
        )}
      </QueryView>
    </Page>
  );
}
