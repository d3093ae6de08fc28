/** The rows of OWASP ASVS 5.0, levels 1 and 2, that docs/security-asvs.md answers: ids and levels, no text. */
export type AsvsLevel = 1 | 2;

const LEVEL_1 = `
  V2.1.1 V2.2.1 V2.2.2 V2.3.1
  V3.2.1 V3.2.2 V3.3.1 V3.4.1 V3.4.2 V3.5.1 V3.5.2 V3.5.3
  V4.1.1
  V6.1.1 V6.2.1 V6.2.2 V6.2.3 V6.2.4 V6.2.5 V6.2.6 V6.2.7 V6.2.8 V6.3.1 V6.3.2 V6.4.1 V6.4.2
  V7.2.1 V7.2.2 V7.2.3 V7.2.4 V7.4.1 V7.4.2
  V8.1.1 V8.2.1 V8.2.2 V8.3.1
  V9.1.1 V9.1.2 V9.1.3 V9.2.1
  V11.3.1 V11.3.2 V11.4.1
  V12.1.1 V12.2.1 V12.2.2
  V13.4.1
  V14.2.1 V14.3.1
`;

const LEVEL_2 = `
  V2.1.2 V2.1.3 V2.2.3 V2.3.2 V2.3.3 V2.3.4 V2.4.1
  V3.3.2 V3.3.3 V3.3.4 V3.4.3 V3.4.4 V3.4.5 V3.4.6 V3.5.4 V3.7.1 V3.7.2
  V4.1.2 V4.1.3 V4.2.1
  V6.1.2 V6.1.3 V6.2.9 V6.2.10 V6.2.11 V6.2.12 V6.3.3 V6.3.4 V6.4.3 V6.4.4 V6.5.1 V6.5.2 V6.5.3 V6.5.4 V6.5.5 V6.6.2
  V6.6.3
  V7.1.1 V7.1.2 V7.3.1 V7.3.2 V7.4.3 V7.4.4 V7.4.5 V7.5.1 V7.5.2
  V8.1.2 V8.2.3 V8.4.1
  V9.2.2 V9.2.3 V9.2.4
  V11.1.1 V11.1.2 V11.2.1 V11.2.2 V11.2.3 V11.3.3 V11.4.2 V11.4.3 V11.4.4 V11.5.1 V11.6.1
  V12.1.2 V12.3.1 V12.3.2 V12.3.3 V12.3.4
  V13.1.1 V13.2.1 V13.2.2 V13.2.3 V13.2.4 V13.2.5 V13.3.1 V13.3.2 V13.4.2 V13.4.3 V13.4.4 V13.4.5
  V14.1.1 V14.1.2 V14.2.2 V14.2.3 V14.2.4 V14.3.2 V14.3.3
  V16.1.1 V16.2.1 V16.2.2 V16.2.3 V16.2.4 V16.2.5 V16.3.1 V16.3.2 V16.3.3 V16.3.4 V16.4.1 V16.4.2 V16.4.3 V16.5.1
  V16.5.2 V16.5.3
`;

const ofLevel = (ids: string, level: AsvsLevel) =>
  ids
    .trim()
    .split(/\s+/)
    .map((id) => [id, level] as const);

export const ASVS_ROWS: ReadonlyMap<string, AsvsLevel> = new Map([...ofLevel(LEVEL_1, 1), ...ofLevel(LEVEL_2, 2)]);
