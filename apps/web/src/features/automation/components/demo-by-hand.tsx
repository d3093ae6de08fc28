import { ActionButton } from '../../../components/action-button.tsx';
import { useInstance } from '../../../lib/instance.ts';
import classes from './connect.module.css';

interface Props {
  readonly username: string;
  /** Instagram gave a link to its own page. */
  readonly link: boolean;
  readonly onUse: (password: string) => void;
}

/** In the play world there is no phone to open, and the password is known. */
export function DemoByHand({ username, link, onUse }: Props) {
  const account = useInstance()?.demo_accounts.find((one) => one.username === username);
  return (
    <div className={classes.demo}>
      <p>
        Demo: the invented phone confirms by itself after 20 seconds.
        {link && ' Instagram’s link to its own page leads nowhere here.'}
      </p>
      {account && (
        <ActionButton variant="default" size="xs" onClick={() => onUse(account.password)}>
          Use this password
        </ActionButton>
      )}
    </div>
  );
}
