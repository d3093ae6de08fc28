import type { ConnectAnswer } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { announce } from '../../../lib/announce.ts';
import { useInstance } from '../../../lib/instance.ts';
import { useConnect } from '../api/connect.mutations.ts';
import classes from './connect.module.css';

interface Props {
  readonly onConnected?: (answer: ConnectAnswer) => void;
}

/** In the simulator: an invented account at one press, for who only wants to see it work. */
export function DemoConnect({ onConnected }: Props) {
  const connect = useConnect();
  const instance = useInstance();
  // One that Instagram asks nothing more of.
  const account = instance?.demo_accounts.find(({ code }) => !code);
  if (instance?.mode !== 'simulator' || !account) return null;
  const { username, password } = account;
  const press = () =>
    connect.mutate(
      { username, password },
      {
        onSuccess: (answer) => {
          if (answer.success) announce(`${username} is connected`);
          onConnected?.(answer);
        },
      },
    );
  return (
    <div className={classes.demo}>
      <p>This Instagram is simulated. An invented account shows how it works:</p>
      <ActionButton busy={connect.isPending} busyWords="Connecting" onClick={press}>
        {`Connect ${username}`}
      </ActionButton>
      {connect.isError && <ErrorBlock key={connect.submittedAt} error={connect.error} />}
      <p>Or connect one by its name and password:</p>
    </div>
  );
}
