import type { Account, Recipe } from '@pacekeeper/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { LinkButton } from '../../../components/links.tsx';
import { SkeletonRows } from '../../../components/loading.tsx';
import { QueryView } from '../../../components/query-view.tsx';
import { Section } from '../../../components/section.tsx';
import { useKeptFocus } from '../../../lib/focus.ts';
import { paths } from '../../../lib/paths.ts';
import { recipesQuery } from '../api/schedules.queries.ts';
import { NewSchedule } from './new-schedule.tsx';
import classes from './schedules.module.css';

interface Props {
  readonly accounts: readonly Account[];
}

/** Schedules that many people want, each at one press. */
export function Recipes({ accounts }: Props) {
  const query = useQuery(recipesQuery());
  const [chosen, setChosen] = useState<Recipe | null>(null);
  const here = useKeptFocus<HTMLDivElement>(chosen?.id ?? '');
  const close = () => setChosen(null);
  return (
    <Section title="Begin with a recipe">
      <div className={classes.list} ref={here} tabIndex={-1}>
        {accounts.length === 0 ? (
          <div>
            <p className={classes.quiet}>A schedule needs an Instagram account.</p>
            <LinkButton to={paths.accounts.href()}>Connect an account</LinkButton>
          </div>
        ) : chosen ? (
          <NewSchedule
            key={chosen.id}
            {...chosen.schedule}
            fillIn={chosen.fill_in}
            accounts={accounts}
            onCreated={close}
            onClose={close}
          />
        ) : (
          <QueryView query={query} skeleton={<SkeletonRows rows={2} height={32} />}>
            {(recipes) => (
              <div className={classes.buttons}>
                {recipes.map((recipe) => (
                  <ActionButton key={recipe.id} variant="default" size="xs" onClick={() => setChosen(recipe)}>
                    {recipe.title}
                  </ActionButton>
                ))}
              </div>
            )}
          </QueryView>
        )}
      </div>
    </Section>
  );
}
