import { describe, expect, it } from '@jest/globals';
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '@pacekeeper/contracts';
import { ACTION_CHOICES, auditLabel } from './words.ts';

describe('the words of the audit log', () => {
  it.each(AUDIT_ACTIONS)('say what %s is, whatever came of it', (action) => {
    for (const outcome of AUDIT_OUTCOMES) expect(auditLabel({ action, outcome })).toMatch(/^[A-Z][^_]+$/);
  });

  it('offer each action once to filter by', () => {
    const offered = ACTION_CHOICES.flatMap(({ items }) => items.map(({ value }) => value));
    expect(offered.toSorted()).toEqual([...AUDIT_ACTIONS].toSorted());
  });

  it('say it otherwise where it was refused', () =>
    expect(auditLabel({ action: 'role_changed', outcome: 'refused' })).toBe('Change of role was refused'));
});
