import { Group, Modal, Stack, TextInput } from '@mantine/core';
import type { User } from '@pacekeeper/contracts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { ToolRow } from '../../../components/tool-row.tsx';
import { announce } from '../../../lib/announce.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { paths } from '../../../lib/paths.ts';
import { useDeleteUser } from '../api/users.mutations.ts';

interface Props {
  readonly user: User;
  readonly isSelf: boolean;
}

/** Deletes a user, once their name was typed. */
export function UserDeletion({ user, isSelf }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <ToolRow
      title="Delete"
      words={`Deletes ${user.username} and everything they own. This cannot be undone.`}
      action={
        <ActionButton danger onClick={() => setAsking(true)}>
          Delete user
        </ActionButton>
      }
    >
      <Modal opened={asking} onClose={() => setAsking(false)} title={`Delete ${user.username}?`} centered>
        <DeletionForm user={user} isSelf={isSelf} onClose={() => setAsking(false)} />
      </Modal>
    </ToolRow>
  );
}

function DeletionForm({ user: { id, username }, isSelf, onClose }: Props & { readonly onClose: () => void }) {
  const navigate = useNavigate();
  const remove = useDeleteUser(id);
  const form = useForm({
    initial: { name: '' },
    check: ({ name }) =>
      name.trim() === username ? { body: null } : { errors: { name: `Type ${username} to delete this user.` } },
    send: async () => {
      await remove.mutateAsync();
      announce(`${username} was deleted`);
      await navigate(paths.users.href());
    },
  });
  return (
    <form {...form.form}>
      <Stack gap={16}>
        <div>
          {isSelf && <strong>This is you: you are signed out at once. </strong>}
          Deleted for good: the login, the connected accounts with their Instagram sessions, jobs, activity, statistics
          and limits. The audit log keeps its entries, without the name.
        </div>
        {remove.isError && <ErrorBlock key={remove.submittedAt} error={remove.error} />}
        <TextInput
          {...form.text('name')}
          label={`Type ${username} to confirm`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
        />
        <Group justify="flex-end" gap={8}>
          <ActionButton variant="default" onClick={onClose}>
            Keep user
          </ActionButton>
          <ActionButton type="submit" danger busy={remove.isPending} busyWords="Deleting user">
            Delete user
          </ActionButton>
        </Group>
      </Stack>
    </form>
  );
}
