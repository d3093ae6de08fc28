import { Modal } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { useEffect } from 'react';
import { answerProof, useProofWanted } from '../lib/session/proof.ts';
import { ProofForm } from './proof-form.tsx';

interface Props {
  readonly person: User;
}

/** Opens by itself where the API wants to know again who is there; what was asked for goes on afterwards. */
export function ProofDialog({ person }: Props) {
  const wanted = useProofWanted();
  useEffect(() => () => answerProof(false), []);
  if (!wanted) return null;
  return (
    <Modal opened onClose={() => answerProof(false)} title="Confirm that it is you" centered>
      <ProofForm person={person} onProven={() => answerProof(true)} onCancel={() => answerProof(false)} />
    </Modal>
  );
}
