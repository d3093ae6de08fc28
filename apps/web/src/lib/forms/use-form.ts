import { useForm as useMantineForm } from '@mantine/form';
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import { problemOf } from '../http/request-error.ts';

export type FieldErrors = Readonly<Record<string, ReactNode>>;

/** What a form found: the body to send, or what is wrong with which field. */
export type Checked<Body> = { readonly body: Body } | { readonly errors: FieldErrors };

interface Options<Values, Body> {
  readonly initial: Values;
  /** Makes the body of what was typed, by its contract. */
  readonly check: (values: Values) => Checked<Body>;
  /** Sends the body; a refusal that names fields is shown at them. */
  readonly send: (body: Body) => Promise<unknown>;
  /** What of a refusal belongs to which field, in the words of the screen; without it, what the refusal names. */
  readonly refused?: (error: unknown) => FieldErrors | null;
}

/** Props of a field that holds text. */
export interface TextField {
  readonly name: string;
  readonly value: string;
  readonly error: ReactNode;
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) => void;
}

/** The fields that a refusal names. */
export const fieldErrorsOf = (error: unknown): FieldErrors =>
  Object.fromEntries((problemOf(error)?.details ?? []).map(({ path, message }) => [path, sentence(message)]));

/** "must be text" of the contract as a sentence under a field. */
export const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/[^.]$/, '$&.');

/** A form that keeps what was typed, checks it by the contract and shows what is wrong at the field. */
export const useForm = <Values extends Record<string, unknown>, Body>(options: Options<Values, Body>) => {
  const element = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);
  const form = useMantineForm<Values, Checked<Body>>({
    initialValues: options.initial,
    transformValues: options.check,
    validate: (values) => {
      const checked = options.check(values);
      return 'errors' in checked ? checked.errors : {};
    },
  });
  const noteRefusal = () => setRefusals((count) => count + 1);

  // The first wrong field takes the focus, once it is drawn as wrong.
  useEffect(() => {
    if (refusals > 0) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusals]);

  const refuse = (found: FieldErrors) => {
    form.setErrors(found);
    noteRefusal();
  };

  const send = async (checked: Checked<Body>): Promise<void> => {
    if ('errors' in checked) return;
    try {
      await options.send(checked.body);
    } catch (error) {
      const found = options.refused?.(error) ?? fieldErrorsOf(error);
      if (Object.keys(found).length > 0) refuse(found);
    }
  };

  return {
    values: form.values,
    errors: form.errors,
    /** Changes fields, and forgets what was wrong with them. */
    set: (changes: Partial<Values>) => {
      for (const [name, value] of Object.entries(changes)) {
        form.setFieldValue(name, value as never);
        form.clearFieldError(name);
      }
    },
    /** Forgets what was wrong with a field whose value is kept elsewhere. */
    clear: (name: string) => form.clearFieldError(name),
    reset: form.reset,
    /** Props of the form element. */
    form: { ref: element, onSubmit: form.onSubmit(send, noteRefusal), noValidate: true },
    text: (name: keyof Values & string): TextField => {
      const { error, ...props } = form.getInputProps(name);
      return { ...props, name, value: String(form.values[name]), error: error as ReactNode };
    },
    /** Props of a box to tick. */
    tick: (name: keyof Values & string) => {
      const { checked, ...props } = form.getInputProps(name, { type: 'checkbox' });
      return { ...props, name, checked: checked as boolean };
    },
  };
};
