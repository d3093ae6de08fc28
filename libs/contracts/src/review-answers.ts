/** What a person may say of an action whose outcome Instagram does not show. */
export const REVIEW_ANSWERS = ['done', 'not_done'] as const;
export type ReviewAnswer = (typeof REVIEW_ANSWERS)[number];
