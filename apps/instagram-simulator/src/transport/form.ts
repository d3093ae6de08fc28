import { parse } from 'node:querystring';
import { type Fields, isRecord, NO_FIELDS, parseJson } from '../support/json.ts';
import { isSignatureValid, splitSigned } from './signature.ts';

export type SignatureState = 'absent' | 'valid' | 'invalid';

export interface DecodedForm {
  /** The plain keys, and over them the keys of the signed text. */
  readonly fields: Fields;
  readonly signature: SignatureState;
}

const EMPTY: DecodedForm = { fields: NO_FIELDS, signature: 'absent' };

/** Decodes a form-encoded body, in its plain and in its signed form. */
export const decodeForm = (body: string, verify = true): DecodedForm =>
  body === '' ? EMPTY : decodeFields(parse(body), verify);

/** Takes the signed text, where there is one, out of decoded keys (a body's, or a query's). */
export const decodeFields = (plain: Fields, verify = true): DecodedForm => {
  const signed = plain['signed_body'];
  if (typeof signed !== 'string') return { fields: plain, signature: 'absent' };
  const split = splitSigned(signed);
  const { signed_body: _signed, ig_sig_key_version: _version, ...rest } = plain;
  if (!split) return { fields: rest, signature: verify ? 'invalid' : 'absent' };
  const state = verify ? (isSignatureValid(split.signature, split.text) ? 'valid' : 'invalid') : 'absent';
  const inner = split.text === '' ? {} : parseJson(split.text);
  return { fields: isRecord(inner) ? { ...rest, ...inner } : rest, signature: state };
};
