import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { afterPage, PAGES_MAX, PAGES_WITHOUT_NEW, type Progress } from './source-end.ts';

const start: Progress = { cursor: null, pagesRead: 0, pagesWithoutNew: 0 };

describe('the end of a source', () => {
  it.each<[string, Partial<Progress>, { newTargets: number; cursor: string | null }, boolean]>([
    ['goes on after a page with somebody new', {}, { newTargets: 1, cursor: 'b' }, false],
    ['goes on after a page with nobody new', {}, { newTargets: 0, cursor: 'b' }, false],
    ['ends without a cursor', {}, { newTargets: 30, cursor: null }, true],
    ['ends where the cursor is the one that was sent', { cursor: 'a' }, { newTargets: 30, cursor: 'a' }, true],
    ['goes on after four pages with nobody new', { pagesWithoutNew: 3 }, { newTargets: 0, cursor: 'b' }, false],
    ['ends after five', { pagesWithoutNew: 4 }, { newTargets: 0, cursor: 'b' }, true],
    ['begins to count anew', { pagesWithoutNew: 4 }, { newTargets: 1, cursor: 'b' }, false],
    ['ends at the most pages of a job', { pagesRead: PAGES_MAX - 1 }, { newTargets: 30, cursor: 'b' }, true],
  ])('%s', (_, before, page, exhausted) => {
    const after = afterPage({ ...start, ...before }, page);
    expect(after.exhausted).toBe(exhausted);
    expect(after.cursor).toBe(exhausted ? null : page.cursor);
  });

  it('comes for every feed, however fresh its cursors are', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(2)), (news) => {
        let at: Progress = start;
        let withoutNew = 0;
        for (let pages = 1; pages <= PAGES_MAX; pages += 1) {
          const newTargets = Number(news.next().value);
          withoutNew = newTargets > 0 ? 0 : withoutNew + 1;
          const after = afterPage(at, { newTargets, cursor: `page ${pages}` });
          expect(after.exhausted).toBe(withoutNew === PAGES_WITHOUT_NEW || pages === PAGES_MAX);
          if (after.exhausted) return;
          at = after;
        }
        throw new Error('it has no end');
      }),
      { numRuns: 50 },
    );
  });
});
