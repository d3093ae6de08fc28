import { useEffect } from 'react';

const nameOf = (form: string): string => `pacekeeper-draft-${form}`;

/** What was typed into a form of this tab before, over what it begins with; for forms without secrets. */
export const draftOf = <Values extends Record<string, unknown>>(form: string, initial: Values): Values => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(form)) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return initial;
    const known = Object.entries(kept).filter(([name, value]) => typeof value === typeof initial[name]);
    return { ...initial, ...Object.fromEntries(known) };
  } catch {
    return initial;
  }
};

/** Keeps what is typed over a reload and a way back. */
export const useKeptDraft = (form: string, values: Record<string, unknown>): void =>
  useEffect(() => {
    try {
      sessionStorage.setItem(nameOf(form), JSON.stringify(values));
    } catch {
      // Without storage, a reload begins anew.
    }
  }, [form, values]);

/** Once it was sent. */
export const forgetDraft = (form: string): void => {
  try {
    sessionStorage.removeItem(nameOf(form));
  } catch {
    // There is no storage to forget it in.
  }
};
