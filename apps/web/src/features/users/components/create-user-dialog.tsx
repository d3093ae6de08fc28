import { Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { CreateUserFlow } from './create-user-flow.tsx';

export function CreateUserDialog() {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  return (
    <>
      <ActionButton icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />} onClick={() => setOpen(true)}>
        Create user
      </ActionButton>
      {/* A click beside it does not close it: the one-time password would be lost. */}
      <Modal opened={open} onClose={close} title="Create user" closeOnClickOutside={false}>
        <CreateUserFlow onDone={close} />
      </Modal>
    </>
  );
}
