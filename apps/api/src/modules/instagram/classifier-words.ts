import { type Body, flagOf } from './foreign.ts';

/** Fields that may carry the cause of a refusal. */
const CAUSES: ReadonlySet<string> = new Set([
  'message',
  'error',
  'error_type',
  'error_title',
  'error_body',
  'error_code',
  'error_message',
  'exception_name',
  'exception_type',
  'feedback_title',
  'feedback_message',
  'feedback_reason',
  'checkpoint_url',
  'challenge',
  'challenge_type',
  'url',
  'api_path',
  'lock',
  'lock_reason',
  'reason',
  'code',
  'type',
  'title',
  'detail',
  'description',
  'summary',
]);

/** Keys that JSON can carry and that mean something to JavaScript. */
const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const DEEPEST = 2;
const MOST_KEYS = 64;
const LONGEST = 500;

/** Everything that a refusal says of its cause, wherever in its body. */
export class Words {
  private readonly texts: string[] = [];
  private readonly flags = new Set<string>();
  private readonly tokens: ReadonlySet<string>;

  /** What Instagram's users write is in successes alone: those are not searched below their first level. */
  constructor(readonly body: Body | null) {
    if (body) this.read(body, body['status'] === 'ok' ? 0 : DEEPEST, false);
    this.tokens = new Set(this.texts.map((text) => text.replaceAll(/[\s-]+/g, '_')));
  }

  /** A field of the first level in lower case; empty where it is no text. */
  field(key: string): string {
    const value = this.body?.[key];
    return typeof value === 'string' ? normal(value) : '';
  }

  /** Whether one of these words is the whole of a field, with blanks, dashes or underscores. */
  is(...tokens: readonly string[]): boolean {
    return tokens.some((token) => this.tokens.has(token));
  }

  /** Whether a field says something like it. */
  says(pattern: RegExp): boolean {
    return this.texts.some((text) => pattern.test(text));
  }

  /** Whether a flag is set, as a boolean, a number or a word. */
  has(flag: string): boolean {
    return this.flags.has(flag);
  }

  /** `named`: the object is itself the value of a field that carries a cause, so all its texts count. */
  private read(value: Body, depth: number, named: boolean): void {
    for (const key of Object.keys(value).slice(0, MOST_KEYS)) {
      if (UNSAFE.has(key)) continue;
      const one = value[key];
      const cause = named || CAUSES.has(key);
      if (typeof one === 'string' || typeof one === 'number') {
        if (cause) this.texts.push(normal(String(one)));
      }
      if (flagOf(one) === true) this.flags.add(key);
      if (depth > 0 && typeof one === 'object' && one !== null && !Array.isArray(one)) {
        this.read(one as Body, depth - 1, cause);
      }
    }
  }
}

const normal = (text: string): string => text.slice(0, LONGEST).trim().toLowerCase();
