import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '@pacekeeper/contracts';
import type { AuditFilters } from '../../lib/paths.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const oneOf = <Word extends string>(words: readonly Word[], text: string | null): Word | undefined =>
  words.find((word) => word === text);

const idOf = (text: string | null): string | undefined => (text && UUID.test(text) ? text : undefined);

/** The filters that an address names; what the API would refuse is left out. */
export const filtersOf = (address: URLSearchParams): AuditFilters => {
  const found = {
    action: oneOf(AUDIT_ACTIONS, address.get('action')),
    outcome: oneOf(AUDIT_OUTCOMES, address.get('outcome')),
    actor_id: idOf(address.get('actor_id')),
    subject_id: idOf(address.get('subject_id')),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
};

export const isFiltered = (filters: AuditFilters): boolean => Object.keys(filters).length > 0;
