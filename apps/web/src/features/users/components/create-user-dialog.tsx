import { Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { CreateUserFlow } from './create-user-flow.tsx';

export function CreateUserDialog() {
  const [stage, setStage] = useState<'closed' | 'form' | 'password'>('closed');
  const close = () => setStage('closed');
  const mayLeave = stage === 'form';
  return (
    <>
      <ActionButton icon={<IconPlus size={16} stroke={1.5} aria-hidden="true" />} onClick={() => setStage('form')}>
        Create user
      </ActionButton>
      {/* The one-time password is shown only now: nothing but its own button closes the dialog over it. */}
      <Modal
        opened={stage !== 'closed'}
        onClose={close}
        title="Create user"
        closeOnClickOutside={false}
        closeOnEscape={mayLeave}
        withCloseButton={mayLeave}
      >
        <CreateUserFlow onCreated={() => setStage('password')} onDone={close} />
      </Modal>
    </>
  );
}
