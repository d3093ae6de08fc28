import { useEffect, useRef, useState, type ChangeEvent, type FormEvent, type ReactNode, type RefObject } from 'react';
import { problemOf } from '../http/request-error.ts';

export type FieldErrors = Readonly<Record<string, ReactNode>>;

/** What a form found: the body to send, or what is wrong with which field. */
export type Checked<Body> = { readonly body: Body } | { readonly errors: FieldErrors };

interface Options<Values, Body> {
  readonly initial: Values;
  readonly check: (values: Values) => Checked<Body>;
  /** Sends the body; a refusal that names fields is shown at them. */
  readonly send: (body: Body) => Promise<unknown>;
  /** What of a refusal belongs to which field, in the words of the screen; without it, what the refusal names. */
  readonly refused?: (error: unknown) => FieldErrors | null;
}

/** The fields that a refusal names. */
export const fieldErrorsOf = (error: unknown): FieldErrors =>
  Object.fromEntries((problemOf(error)?.details ?? []).map(({ path, message }) => [path, sentence(message)]));

/** "must be text" of the contract as it stands under a field. */
export const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}`.replace(/[^.]$/, '$&.');

const focusFirstError = (form: RefObject<HTMLFormElement | null>) =>
  form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();

/** A form that keeps what was typed, checks it by the contract and shows what is wrong at the field. */
export const useForm = <Values extends Record<string, unknown>, Body>(options: Options<Values, Body>) => {
  const [values, setValues] = useState(options.initial);
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useRef<HTMLFormElement>(null);
  const [refusals, setRefusals] = useState(0);

  useEffect(() => {
    if (refusals > 0) focusFirstError(form);
  }, [refusals]);

  const refuse = (found: FieldErrors) => {
    setErrors(found);
    setRefusals((count) => count + 1);
  };

  const set = (changes: Partial<Values>) => {
    setValues((before) => ({ ...before, ...changes }));
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in changes))));
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = options.check(values);
    if ('errors' in checked) return refuse(checked.errors);
    setErrors({});
    options.send(checked.body).catch((error: unknown) => {
      const found = options.refused?.(error) ?? fieldErrorsOf(error);
      if (Object.keys(found).length > 0) refuse(found);
    });
  };

  return {
    values,
    errors,
    set,
    refuse,
    reset: () => setValues(options.initial),
    /** Props of the form element. */
    form: { ref: form, onSubmit: submit, noValidate: true },
    /** Props of a field that holds text. */
    text: (name: keyof Values & string) => ({
      name,
      value: String(values[name]),
      error: errors[name],
      onChange: (event: ChangeEvent<HTMLInputElement | HTMLSelectElement>) =>
        set({ [name]: event.currentTarget.value } as Partial<Values>),
    }),
  };
};
