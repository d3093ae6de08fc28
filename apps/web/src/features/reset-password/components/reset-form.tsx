import type { ResetPassword } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { NewPasswordFields } from '../../../components/new-password-fields.tsx';
import { weakPasswordErrors } from '../../../components/new-password-fields.tsx';
import { useForm } from '../../../lib/forms/use-form.ts';
import { isRefusal } from '../../../lib/http/request-error.ts';
import { newPasswordErrors } from '../../../lib/password/new-password.ts';
import { useAction } from '../../../lib/use-action.ts';
import { resetPassword } from '../api/reset-password.ts';
import { LinkOver } from './link-over.tsx';

interface Props {
  readonly token: string;
  readonly onReset: () => void;
}

/** The new password, twice. An expired link leads to a new one. */
export function ResetForm({ token, onReset }: Props) {
  const attempt = useAction(async (body: ResetPassword) => {
    await resetPassword(body);
    onReset();
  });
  const form = useForm({
    initial: { new_password: '', repeated: '' },
    check: (values) => {
      const errors = newPasswordErrors(values);
      return Object.keys(errors).length > 0 ? { errors } : { body: { token, new_password: values.new_password } };
    },
    send: attempt.run,
    refused: weakPasswordErrors,
  });
  if (isRefusal(attempt.error, 'RESET_LINK_INVALID')) return <LinkOver error={attempt.error} />;
  return (
    <form {...form.form}>
      <Fields>
        {attempt.error !== null && !weakPasswordErrors(attempt.error) && (
          <ErrorBlock key={attempt.count} error={attempt.error} />
        )}
        <NewPasswordFields text={form.text} />
        <ActionButton type="submit" busy={attempt.busy} busyWords="Setting the password" fullWidth>
          Set new password
        </ActionButton>
      </Fields>
    </form>
  );
}
