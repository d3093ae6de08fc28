import { Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useProofWanted } from '../lib/session/proof.ts';
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
  /** False if nothing is lost for good. */
  readonly danger?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is lost. It hides while the API asks for a recent proof: one dialog at a time. */
export function ConfirmDialog({ opened, title, children, confirm, keep = 'Keep it', danger = true, ...state }: Props) {
  const asksWho = useProofWanted();
  return (
    <Modal opened={opened && !asksWho} onClose={state.onClose} title={title} centered>
      <Stack gap={16}>
        <Text>{children}</Text>
        {state.error !== null && <ErrorBlock error={state.error} />}
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={state.onClose}>
            {keep}
          </ActionButton>
          <ActionButton danger={danger} busy={state.busy} busyWords={state.busyWords} onClick={state.onConfirm}>
            {confirm}
          </ActionButton>
        </Group>
      </Stack>
    </Modal>
  );
}
