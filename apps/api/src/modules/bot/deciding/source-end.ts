/** A source ends after this many pages in a row without new people, whatever cursor the last one gave. */
export const PAGES_WITHOUT_NEW = 5;
/** The most pages that one job reads. */
export const PAGES_MAX = 2_000;

/** How far a job is in its source. */
export interface Progress {
  readonly cursor: string | null;
  readonly pagesRead: number;
  readonly pagesWithoutNew: number;
}

export interface AfterPage extends Progress {
  readonly exhausted: boolean;
}

/** Pure: a job's progress after a page with `newTargets` unseen targets; three things end a source. */
export const afterPage = (before: Progress, page: { newTargets: number; cursor: string | null }): AfterPage => {
  const pagesRead = before.pagesRead + 1;
  const pagesWithoutNew = page.newTargets > 0 ? 0 : before.pagesWithoutNew + 1;
  const exhausted =
    page.cursor === null ||
    page.cursor === before.cursor ||
    pagesWithoutNew >= PAGES_WITHOUT_NEW ||
    pagesRead >= PAGES_MAX;
  return { cursor: exhausted ? null : page.cursor, pagesRead, pagesWithoutNew, exhausted };
};
