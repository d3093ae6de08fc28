import { Modal } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { answerProof, useProofDialog, useProofWanted } from '../../../lib/session/proof.ts';
import { ProofForm } from './proof-form.tsx';

interface Props {
  readonly person: User;
}

/** Opens by itself where the API asks for a recent proof; the request continues afterwards. */
export function ProofDialog({ person }: Props) {
  const wanted = useProofWanted();
  useProofDialog();
  if (!wanted) return null;
  return (
    <Modal opened onClose={() => answerProof(false)} title="Confirm that it is you" centered>
      <ProofForm person={person} onProven={() => answerProof(true)} onCancel={() => answerProof(false)} />
    </Modal>
  );
}
