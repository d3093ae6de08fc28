import type { Language } from './languages.ts';

/** One word or phrase in the forms that a number needs; `other` serves where a form is missing. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;

/** How a language writes numbers, times and lists. */
export class Formats {
  private readonly rules: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;
  private readonly lists: Intl.ListFormat;
  private readonly times: Intl.DateTimeFormat;

  constructor(language: Language, timeZone: string) {
    // A day before its month, and 24 hours, as on the screens.
    const locale = language === 'en' ? 'en-GB' : language;
    this.rules = new Intl.PluralRules(locale);
    this.numbers = new Intl.NumberFormat(locale);
    this.lists = new Intl.ListFormat(locale, { type: 'unit', style: 'long' });
    this.times = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    });
  }

  number(value: number): string {
    return this.numbers.format(value);
  }

  /** A number with its noun: `1 follow`, `20 follows`. */
  counted(value: number, forms: Forms): string {
    return `${this.number(value)} ${forms[this.rules.select(value)] ?? forms.other}`;
  }

  list(items: readonly string[]): string {
    return this.lists.format(items);
  }

  /** `iso` in the reader's zone, with the zone's name. */
  time(iso: string): string {
    return this.times.format(new Date(iso));
  }
}
