import { may, type User } from '@pacekeeper/contracts';
import { useNavigate } from 'react-router';
import type { Command } from '../../features/palette/commands.ts';
import { announce } from '../../lib/announce.ts';
import { chosenOf } from '../../lib/chosen-account.ts';
import { paths } from '../../lib/paths.ts';
import { useStartBot } from '../../lib/queries/start-bot.mutation.ts';
import { useMyWork } from '../../lib/queries/use-my-work.ts';
import { accountMark } from '../../lib/selectors/account-state.ts';
import { jobLook } from '../../lib/selectors/job-state.ts';
import { stopBot, stopEverybody, stopOwn } from '../../lib/stopping/stopping.ts';
import { jobTitle } from '../../lib/words.ts';
import { ADMIN_PLACES, openTo, OWN_PLACES, PLACES, SWITCHER_PLACES } from './navigation.ts';

/** Everything that the palette offers, but for the error codes, which it brings itself. */
export const useCommands = (user: User): readonly Command[] => {
  const navigate = useNavigate();
  const starting = useStartBot();
  const { accounts, bots, openJobs } = useMyWork();
  const chosen = chosenOf(accounts);
  const go = (to: string) => () => void navigate(to);
  const start = (id: string, name: string) => () =>
    starting.mutate(id, {
      onSuccess: () => announce(`The bot of @${name} is started`),
      // Its own screen says why not, and what to do.
      onError: () => void navigate(paths.automation.href({ account: id })),
    });

  const places = [
    ...openTo(user, PLACES),
    ...openTo(user, SWITCHER_PLACES),
    ...openTo(user, OWN_PLACES),
    ...openTo(user, ADMIN_PLACES),
  ];
  const connected = accounts.filter(({ session_valid: valid }) => valid);
  return [
    {
      id: 'new-job',
      group: 'Do',
      label: 'New job',
      also: 'create follow start',
      run: go(paths.newJob.href({ account: chosen?.id })),
    },
    ...connected.map(({ id, instagram_username: name, state }): Command => {
      const off = state === 'stopped';
      return {
        id: `bot-${id}`,
        group: 'Do',
        label: off ? 'Start the bot' : 'Stop the bot',
        hint: `@${name}`,
        run: off ? start(id, name) : () => void stopBot(id),
      };
    }),
    ...(connected.length > 1
      ? [
          {
            id: 'stop-own',
            group: 'Do',
            label: 'Stop all my bots',
            run: () => void stopOwn(),
          } as const,
        ]
      : []),
    ...(may(user.role, 'fleet.operate')
      ? [{ id: 'stop-all', group: 'Do', label: 'Stop all bots of everybody', run: () => void stopEverybody() } as const]
      : []),
    { id: 'connect', group: 'Do', label: 'Connect an account', run: go(paths.accounts.href()) },
    ...places.map(({ label, to }): Command => ({ id: to, group: 'Go to', label, run: go(to) })),
    ...accounts.map((account): Command => ({
      id: account.id,
      group: 'Accounts',
      label: `@${account.instagram_username}`,
      hint: accountMark(account, bots.get(account.id)),
      run: go(paths.automation.href({ account: account.id })),
    })),
    ...openJobs.map((job): Command => ({
      id: job.id,
      group: 'Jobs',
      label: jobTitle(job),
      hint: jobLook(job).word,
      run: go(paths.job.href(job.id)),
    })),
  ];
};
