/**
 * Answers in a row that may leave open whether a session holds. Each is followed by a pause that doubles, from fifteen
 * minutes on (breaker.ts), and by one question; so this is said after four hours at least.
 */
export const MOST_DOUBTS = 5;

/** Pure: whether asking Instagram again settles nothing, and the person has to look. */
export const isLeftToPerson = (doubts: number): boolean => doubts >= MOST_DOUBTS;
