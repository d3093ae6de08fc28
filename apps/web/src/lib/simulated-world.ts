/** Hashtags that people of the simulated world post with, each of another theme. */
export const SIMULATED_HASHTAGS: readonly string[] = ['ceramics', 'trailnotes', 'ryebread', 'balconygarden'];
