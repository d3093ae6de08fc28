import { Modal } from '@mantine/core';
import type { Account } from '@pacekeeper/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActionButton } from '../../../components/action-button.tsx';
import { useWaitingDemoChoice } from '../../../lib/demo-choice.ts';
import { paths } from '../../../lib/paths.ts';
import { ConnectFlow } from './connect-flow.tsx';

/** A further account, beside those that are connected. */
export function ConnectAnother() {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  useWaitingDemoChoice(() => setOpen(true));
  const connected = (account: Account) => {
    setOpen(false);
    void navigate(paths.automation.href({ account: account.id }));
  };
  return (
    <>
      <ActionButton
        variant="default"
        icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        Connect another account
      </ActionButton>
      <Modal opened={open} onClose={() => setOpen(false)} title="Connect another account">
        <ConnectFlow onConnected={connected} />
      </Modal>
    </>
  );
}
