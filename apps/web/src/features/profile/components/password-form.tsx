import {
  PASSWORD_MAX,
  PASSWORD_MIN,
  changePasswordSchema,
  type ChangePassword,
  type User,
} from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { AppLink } from '../../../components/app-link.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { PasswordField } from '../../../components/password-field.tsx';
import { useForm, type FieldErrors } from '../../../lib/forms/use-form.ts';
import { problemOf } from '../../../lib/http/request-error.ts';
import { paths } from '../../../lib/paths.ts';
import { useChangePassword } from '../api/change-password.mutation.ts';
import { PasswordRules } from './password-rules.tsx';

interface Props {
  readonly user: User;
  readonly onChanged: () => void;
}

const EMPTY = { current_password: '', new_password: '', repeated: '' };

/** Characters as people count them, so that an emoji is one. */
const lengthOf = (text: string): number => [...text].length;

const check = ({ repeated, ...body }: typeof EMPTY) => {
  const checked = checkWith<ChangePassword>(changePasswordSchema, body, {
    current_password: 'Enter the password you have now.',
    new_password: 'Enter a new password.',
  });
  const length = lengthOf(body.new_password);
  const errors = {
    ...(length > 0 && length < PASSWORD_MIN && { new_password: `Use at least ${PASSWORD_MIN} characters.` }),
    ...(length > PASSWORD_MAX && { new_password: `Use at most ${PASSWORD_MAX} characters.` }),
    ...(repeated !== body.new_password && { repeated: 'This is not the same as the new password.' }),
    ...('errors' in checked && checked.errors),
  };
  return Object.keys(errors).length > 0 ? { errors } : checked;
};

/** A refusal that belongs to one field is shown there, with the way to its page. */
const refusedField = (error: unknown): FieldErrors | null => {
  const problem = problemOf(error);
  if (!problem) return null;
  const why = <AppLink to={paths.errorCode.href(problem.code)}>What {problem.code} means</AppLink>;
  if (problem.error === 'PASSWORD_TOO_WEAK') {
    return {
      new_password: (
        <>
          {problem.detail} {why}
        </>
      ),
    };
  }
  if (problem.error === 'INVALID_CREDENTIALS')
    return { current_password: <>This is not the password you have now. {why}</> };
  return null;
};

export function PasswordForm({ user, onChanged }: Props) {
  const change = useChangePassword(user.id);
  const form = useForm({
    initial: EMPTY,
    check,
    send: async (body: ChangePassword) => {
      await change.mutateAsync(body, {
        onError: (error) => {
          const atField = refusedField(error);
          if (atField) form.refuse(atField);
        },
      });
      form.reset();
      onChanged();
    },
  });
  return (
    <form {...form.form}>
      <Fields>
        {change.isError && !refusedField(change.error) && <ErrorBlock key={change.submittedAt} error={change.error} />}
        {/* Password managers store the new password under this name. */}
        <input type="text" name="username" autoComplete="username" value={user.username} readOnly hidden />
        <PasswordField {...form.text('current_password')} label="Current password" autoComplete="current-password" />
        <PasswordField
          {...form.text('new_password')}
          label="New password"
          description={<PasswordRules length={lengthOf(form.values.new_password)} />}
          autoComplete="new-password"
        />
        <PasswordField {...form.text('repeated')} label="New password again" autoComplete="new-password" />
        <div>
          <ActionButton type="submit" busy={change.isPending} busyWords="Changing password">
            Change password
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
