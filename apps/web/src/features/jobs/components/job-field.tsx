import { Checkbox, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { UnstyledButton } from '@mantine/core';
import { number } from '../../../lib/format/number.ts';
import type { useForm } from '../../../lib/forms/use-form.ts';
import type { JobField as Field } from '../compose/fields.ts';
import { valueOf } from '../compose/body.ts';
import { FIELD_WORDS, labelOf } from '../compose/words.ts';
import classes from './fields.module.css';
import { HashtagField } from './hashtag-field.tsx';
import { TextArea } from './text-area.tsx';

export type JobForm = ReturnType<typeof useForm<Record<string, unknown>, unknown>>;

interface Props {
  readonly field: Field;
  readonly form: JobForm;
  readonly hashtags: readonly string[];
}

const plain = { autoCapitalize: 'none', autoComplete: 'off', spellCheck: false } as const;

/** The field for what a source, an action or a filter asks for. */
export function JobField({ field, form, hashtags }: Props) {
  const words = FIELD_WORDS[field.name];
  const label = labelOf(field.name);
  if (field.kind === 'switch') {
    return <Checkbox {...form.tick(field.key)} label={label} description={words?.help} />;
  }
  const text = form.text(field.key);
  const shared = { ...text, label, description: words?.help, placeholder: words?.placeholder };
  switch (field.kind) {
    case 'hashtag':
      return (
        <div className={classes.field}>
          <HashtagField
            field={text}
            label={label}
            description={words?.help}
            suggestions={hashtags}
            onChoose={(hashtag) => form.set({ [field.key]: hashtag })}
          />
        </div>
      );
    case 'names':
      return <NamesField field={field} form={form} />;
    case 'template':
      return <TemplateField field={field} form={form} />;
    case 'person':
      return <TextInput {...shared} {...plain} className={classes.field} leftSection="@" />;
    case 'whole':
      return <TextInput {...shared} {...plain} className={classes.narrow} inputMode="numeric" />;
    case 'decimal':
    case 'share':
      return <TextInput {...shared} {...plain} className={classes.narrow} inputMode="decimal" />;
    case 'media':
    case 'place':
    case 'words':
    case 'choices':
    case 'text':
      return <TextInput {...shared} {...plain} className={classes.field} />;
  }
}

type PartProps = Pick<Props, 'field' | 'form'>;

/** Names, counted as they are typed. */
function NamesField({ field, form }: PartProps) {
  const text = form.text(field.key);
  const names = new Set(valueOf({ kind: 'names', optional: false }, text.value) as string[]);
  return (
    <div className={classes.field}>
      <TextArea
        {...area(form, field)}
        label={labelOf(field.name)}
        description={FIELD_WORDS[field.name]?.help}
        rows={6}
      />
      <p className={classes.count}>{names.size === 1 ? '1 name' : `${number(names.size)} names`}</p>
    </div>
  );
}

/** What a message may name, and how long it may be: as the contract says. */
const VARIABLES = ['username', 'full_name', 'follower_count', 'following_count'];
const TEMPLATE_MAX = 1000;

/** A message, with what is filled in at one press. */
function TemplateField({ field, form }: PartProps) {
  const part = useRef<HTMLTextAreaElement>(null);
  const { value } = form.text(field.key);
  const length = [...value].length;
  const insert = (variable: string) => {
    const at = part.current?.selectionStart ?? value.length;
    const end = part.current?.selectionEnd ?? at;
    form.set({ [field.key]: `${value.slice(0, at)}{${variable}}${value.slice(end)}` });
    part.current?.focus();
  };
  return (
    <div className={classes.field}>
      <TextArea
        {...area(form, field)}
        field={(drawn) => {
          part.current = drawn;
        }}
        label={labelOf(field.name)}
        description={FIELD_WORDS[field.name]?.help}
        rows={5}
      />
      <ul className={classes.chips} aria-label="Filled in for each person">
        {VARIABLES.map((variable) => (
          <li key={variable}>
            <UnstyledButton className={classes.chip} onClick={() => insert(variable)}>{`{${variable}}`}</UnstyledButton>
          </li>
        ))}
      </ul>
      <p className={classes.count} data-over={length > TEMPLATE_MAX || undefined}>
        {number(length)} of {number(TEMPLATE_MAX)} characters
      </p>
    </div>
  );
}

const area = (form: JobForm, field: Field) => {
  const { name, value, error } = form.text(field.key);
  return {
    name,
    value,
    error,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      form.set({ [field.key]: event.currentTarget.value }),
  };
};
