import { Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ActionButton } from './action-button.tsx';
import { ErrorBlock } from './error-block.tsx';

interface Props {
  readonly opened: boolean;
  /** Names the thing: "Disconnect @mia.travels?". */
  readonly title: string;
  /** What will be lost, and what will not. */
  readonly children: ReactNode;
  /** What the button does: "Disconnect account". */
  readonly confirm: string;
  readonly busyWords: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly keep?: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is lost. */
export function ConfirmDialog({ opened, title, children, confirm, keep = 'Keep it', ...state }: Props) {
  return (
    <Modal opened={opened} onClose={state.onClose} title={title} centered>
      <Stack gap={16}>
        <Text>{children}</Text>
        {state.error !== null && <ErrorBlock error={state.error} />}
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={state.onClose}>
            {keep}
          </ActionButton>
          <ActionButton danger busy={state.busy} busyWords={state.busyWords} onClick={state.onConfirm}>
            {confirm}
          </ActionButton>
        </Group>
      </Stack>
    </Modal>
  );
}
