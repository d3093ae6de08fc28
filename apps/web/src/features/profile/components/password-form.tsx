import { changePasswordSchema, type ChangePassword, type User } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { AppLink } from '../../../components/links.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { NewPasswordFields } from '../../../components/new-password-fields.tsx';
import { PasswordField } from '../../../components/password-field.tsx';
import { weakPasswordErrors } from '../../../components/new-password-fields.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { useForm, type FieldErrors } from '../../../lib/forms/use-form.ts';
import { problemOf } from '../../../lib/http/request-error.ts';
import { newPasswordErrors } from '../../../lib/password/new-password.ts';
import { paths } from '../../../lib/paths.ts';
import { useChangePassword } from '../api/person.mutations.ts';

interface Props {
  readonly user: User;
  readonly onChanged: () => void;
}

const EMPTY = { current_password: '', new_password: '', repeated: '' };

const check = ({ repeated, ...body }: typeof EMPTY) => {
  const checked = checkWith<ChangePassword>(changePasswordSchema, body, {
    current_password: 'Enter your current password.',
  });
  const errors = {
    ...('errors' in checked && checked.errors),
    ...newPasswordErrors({ new_password: body.new_password, repeated }),
  };
  return Object.keys(errors).length > 0 ? { errors } : checked;
};

/** A refusal that belongs to one field is shown there, with the way to its page. */
const refusedField = (error: unknown): FieldErrors | null => {
  const problem = problemOf(error);
  if (problem?.error !== 'INVALID_CREDENTIALS') return weakPasswordErrors(error);
  const why = <AppLink to={paths.errorCode.href(problem.code)}>What {problem.code} means</AppLink>;
  return { current_password: <>This is not your current password. {why}</> };
};

export function PasswordForm({ user, onChanged }: Props) {
  const change = useChangePassword(user.id);
  const form = useForm({
    initial: EMPTY,
    check,
    send: async (body: ChangePassword) => {
      await change.mutateAsync(body);
      form.reset();
      onChanged();
    },
    refused: refusedField,
  });
  return (
    <form {...form.form}>
      <Fields>
        {change.isError && !refusedField(change.error) && <ErrorBlock key={change.submittedAt} error={change.error} />}
        {/* Password managers store the new password under this name. */}
        <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
        <PasswordField {...form.text('current_password')} label="Current password" autoComplete="current-password" />
        <NewPasswordFields text={form.text} own={user.username} />
        <div>
          <ActionButton type="submit" busy={change.isPending} busyWords="Changing password">
            Change password
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
