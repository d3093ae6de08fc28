/** The languages that a person may choose; one without a catalogue yet is shown in English. */
export const LANGUAGES = ['en', 'de', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];
