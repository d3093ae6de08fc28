import { Checkbox, TextInput } from '@mantine/core';
import { type CreateApiToken, createApiTokenSchema, type Permission } from '@pacekeeper/contracts';
import { ActionButton } from '../../../components/action-button.tsx';
import { Choice } from '../../../components/choice.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { ARRIVES } from '../../../lib/focus.ts';
import { checkWith } from '../../../lib/forms/check-with.ts';
import { draftOf, forgetDraft, useKeptDraft } from '../../../lib/forms/use-draft.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useCreateToken } from '../api/tokens.mutations.ts';
import { permissionGroups, READING } from '../permission-words.ts';
import classes from './tokens.module.css';

interface Props {
  readonly onCreated: (token: string) => void;
  readonly onCancel: () => void;
}

interface Typed extends Record<string, unknown> {
  readonly name: string;
  readonly days: string;
  readonly permissions: readonly Permission[];
}

const DAY_MS = 86_400_000;
const DAYS = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
];
const WORDS = {
  name: 'Enter what it is for, in 1 to 64 characters.',
  permissions: 'Choose at least one.',
};

const check = ({ name, days, permissions }: Typed) =>
  checkWith<CreateApiToken>(
    createApiTokenSchema,
    { name, permissions, expires_at: new Date(Date.now() + Number(days) * DAY_MS).toISOString() },
    WORDS,
  );

/** What a token is for, what it may do, and until when. */
export function TokenForm({ onCreated, onCancel }: Props) {
  const person = usePerson();
  const draft = `api-token-${person.id}`;
  const create = useCreateToken();
  const form = useForm<Typed, CreateApiToken>({
    initial: draftOf<Typed>(draft, { name: '', days: '90', permissions: READING }),
    check,
    send: async (body) => {
      const token = await create.mutateAsync(body);
      forgetDraft(draft);
      onCreated(token);
    },
  });
  useKeptDraft(draft, form.values);
  const { permissions } = form.values;
  const toggle = (name: Permission, on: boolean) =>
    form.set({ permissions: on ? [...permissions, name] : permissions.filter((one) => one !== name) });
  const wrong = form.errors['permissions'];
  return (
    <form {...form.form} className={classes.form} aria-label="New API token">
      <Fields>
        {create.isError && <ErrorBlock key={create.submittedAt} error={create.error} />}
        <div className={classes.pair}>
          <TextInput
            {...form.text('name')}
            label="Name"
            description="What it is for, such as the script that uses it."
            autoComplete="off"
            {...ARRIVES}
          />
          <Choice
            {...form.text('days')}
            label="Ends after"
            data={DAYS}
            description="Then the script needs another one."
          />
        </div>
        {permissionGroups(person.role).map(({ title, permissions: offered }, index) => (
          <fieldset key={title} className={classes.group}>
            <legend>{title}</legend>
            <div className={classes.ticks}>
              {offered.map(([name, words]) => (
                <Checkbox
                  key={name}
                  label={words}
                  checked={permissions.includes(name)}
                  {...(index === 0 && wrong ? { 'aria-invalid': true } : {})}
                  onChange={({ currentTarget }) => toggle(name, currentTarget.checked)}
                />
              ))}
            </div>
            {index === 0 && wrong && <p className={classes.error}>{wrong}</p>}
          </fieldset>
        ))}
        <p className={classes.words}>
          Whatever you choose, a token never signs in, and never changes passwords, second factors or other tokens.
        </p>
        <div className={classes.buttons}>
          <ActionButton type="submit" busy={create.isPending} busyWords="Creating token">
            Create token
          </ActionButton>
          <ActionButton variant="default" onClick={onCancel}>
            Cancel
          </ActionButton>
        </div>
      </Fields>
    </form>
  );
}
