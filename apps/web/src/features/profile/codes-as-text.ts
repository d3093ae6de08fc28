/** Recovery codes as a file or a note holds them: whose they are, and one a line. */
export const codesAsText = (username: string, codes: readonly string[]): string =>
  [`Pacekeeper recovery codes of ${username}. Each serves once.`, '', ...codes, ''].join('\n');
