import { Textarea, TextInput } from '@mantine/core';
import {
  type CreateDmTemplate,
  type DmTemplate,
  linksIn,
  TEMPLATE_MAX,
  TEMPLATE_VARIABLES,
  type TemplateVariable,
  unknownVariables,
} from '@pacekeeper/contracts';
import { useLayoutEffect, useRef } from 'react';
import { ActionButton } from '../../../components/action-button.tsx';
import { Columns } from '../../../components/columns.tsx';
import { ErrorBlock } from '../../../components/error-block.tsx';
import { Fields } from '../../../components/fields.tsx';
import { LinkButton } from '../../../components/links.tsx';
import { Section } from '../../../components/section.tsx';
import { counted, number } from '../../../lib/format/number.ts';
import { draftOf, forgetDraft, useKeptDraft } from '../../../lib/forms/use-draft.ts';
import { useForm } from '../../../lib/forms/use-form.ts';
import { paths } from '../../../lib/paths.ts';
import { usePerson } from '../../../lib/session/person.ts';
import { useSaveTemplate } from '../api/templates.mutations.ts';
import { checkTemplate, lengthOf, withVariable } from '../template-check.ts';
import { TemplatePreview } from './template-preview.tsx';
import classes from './templates.module.css';

interface Props {
  /** Null: a new one. */
  readonly template: DmTemplate | null;
  readonly onSaved: (name: string) => void;
}

const VARIABLE_WORDS: Readonly<Record<TemplateVariable, string>> = {
  username: 'User name',
  full_name: 'Full name',
  follower_count: 'Followers',
  following_count: 'Following',
};

/** Writes a template, beside what a person would read. */
export function TemplateEditor({ template, onSaved }: Props) {
  const draft = `template-${template?.id ?? 'new'}-${usePerson().id}`;
  const save = useSaveTemplate(template?.id ?? null);
  const form = useForm<{ name: string; text: string }, CreateDmTemplate>({
    initial: draftOf(draft, { name: template?.name ?? '', text: template?.text ?? '' }),
    check: checkTemplate,
    send: async (body) => {
      await save.mutateAsync(body);
      forgetDraft(draft);
      onSaved(body.name);
    },
  });
  useKeptDraft(draft, form.values);
  const { text } = form.values;
  const { field, insert } = useInsert(text, (next) => form.set({ text: next }));
  const links = linksIn(text);
  const unknown = unknownVariables(text);
  return (
    <Columns
      side={
        <Section card title="What a person reads">
          <TemplatePreview text={text} />
        </Section>
      }
    >
      <Section card title="Text">
        <form {...form.form} aria-label="Message template">
          <Fields>
            {save.isError && <ErrorBlock key={save.submittedAt} error={save.error} />}
            <TextInput {...form.text('name')} label="Name" description="Only you see it." autoComplete="off" />
            <div>
              <p className={classes.label} id="template-variables">
                Put in
              </p>
              <div className={classes.buttons} role="group" aria-labelledby="template-variables">
                {TEMPLATE_VARIABLES.map((name) => (
                  <ActionButton key={name} variant="default" size="xs" onClick={() => insert(name)}>
                    {VARIABLE_WORDS[name]}
                  </ActionButton>
                ))}
              </div>
            </div>
            <Textarea
              ref={field}
              name="text"
              label="Message"
              description={<Counter text={text} />}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={text}
              error={form.errors['text']}
              rows={8}
              resize="vertical"
              onChange={(event) => form.set({ text: event.currentTarget.value })}
            />
            {unknown.length > 0 && (
              <p className={classes.warning} role="status">
                {unknown.slice(0, 5).join(' ')} is not filled in. Use the buttons above, or no brackets.
              </p>
            )}
            {links.length > 0 && (
              <p className={classes.warning} role="status">
                This text has {counted(links.length, { one: 'link', many: 'links' })} ({links.slice(0, 3).join(', ')}).
                Instagram often takes messages with links to new followers for spam.
              </p>
            )}
            <div className={classes.buttons}>
              <ActionButton type="submit" busy={save.isPending} busyWords="Saving">
                {template ? 'Save template' : 'Create template'}
              </ActionButton>
              <LinkButton to={paths.contentList.href('templates')}>Back to the list</LinkButton>
            </div>
          </Fields>
        </form>
      </Section>
    </Columns>
  );
}

/** How much room is left, by characters. */
function Counter({ text }: { readonly text: string }) {
  const length = lengthOf(text);
  const over = length - TEMPLATE_MAX;
  return (
    <span className={classes.counter} data-over={over > 0 || undefined}>
      {number(length)} of {number(TEMPLATE_MAX)} characters{over > 0 && `, ${number(over)} too many`}
    </span>
  );
}

/** Puts a variable where the cursor is, and leaves the cursor behind it. */
function useInsert(text: string, onChange: (text: string) => void) {
  const field = useRef<HTMLTextAreaElement>(null);
  const cursor = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (cursor.current === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(cursor.current, cursor.current);
    cursor.current = null;
  }, [text]);
  const insert = (name: TemplateVariable) => {
    const { selectionStart: from = text.length, selectionEnd: to = text.length } = field.current ?? {};
    const next = withVariable(text, name, from, to);
    cursor.current = next.cursor;
    onChange(next.text);
  };
  return { field, insert };
}
