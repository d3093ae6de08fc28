import type { User } from '@pacekeeper/contracts';
import { createContext, useContext } from 'react';

const PersonContext = createContext<User | null>(null);

/** Hands the person signed in to everything inside the shell. */
export const PersonProvider = PersonContext.Provider;

/** The person signed in, or null on public screens. */
export const useVisitor = (): User | null => useContext(PersonContext);

/** The person signed in; only for what is drawn inside the shell. */
export const usePerson = (): User => {
  const person = useVisitor();
  if (!person) throw new Error('No person outside the shell.');
  return person;
};
