import { z } from 'zod';

/** What is wrong with a field, said after its name: "amount must be at most 1000". */
export const inWords = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${WORDS[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'may not be empty'
        : `must ${issue.origin === 'string' ? 'have at least' : 'be at least'} ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must ${issue.origin === 'string' ? 'have at most' : 'be at most'} ${issue.maximum}${unit(issue.origin)}`;
    case 'unrecognized_keys':
      return 'is not known here';
    case 'invalid_value':
      return issue.values.length > MOST_NAMED
        ? 'is none of the values that are known here'
        : `must be one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'does not have the right form';
    default:
      return undefined;
  }
};

/** A longer list would be cut off. */
const MOST_NAMED = 12;

const unit = (origin: string): string => (origin === 'string' ? ' characters' : '');

const WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'must be an id (a UUID)',
  email: 'must be an e-mail address',
  datetime: 'must be a time in ISO 8601, UTC',
};

z.config({ customError: inWords });
