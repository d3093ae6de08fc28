import MimeNode from 'nodemailer/lib/mime-node';
import { emailSchema } from '@pacekeeper/contracts';
import type { MailAddress } from '../config/mail-variables.ts';
import { AppError } from '../errors/app-error.ts';

export interface Mail {
  /** One address, and nothing else. */
  readonly to: string;
  /** One line of ASCII. */
  readonly subject: string;
  readonly text: string;
}

const SUBJECT = /^[\x20-\x7e]{1,120}$/;
/** ASCII in lines that mail may have (RFC 5322, 2.1.1). */
const FITS_AS_IT_IS = /^[\x20-\x7e]{0,998}$/;

/**
 * Text that fits is sent unencoded. The library would encode a long link and break it over two lines, and a reader of
 * the file in the outbox could not follow it.
 */
class PlainText extends MimeNode {
  constructor(private readonly text: string) {
    super('text/plain; charset=utf-8', { newline: 'windows', disableFileAccess: true, disableUrlAccess: true });
    this.setContent(text);
  }

  override getTransferEncoding(): string | false {
    return this.text.split('\n').every((line) => FITS_AS_IT_IS.test(line)) ? '7bit' : super.getTransferEncoding();
  }
}

/**
 * The message as it goes over the wire, with its date and id. Nothing in it tells that it was opened.
 * @throws AppError VALIDATION_FAILED where the recipient or the subject could carry a header of its own
 */
export const composeMessage = (from: MailAddress, { to, subject, text }: Mail): Promise<Buffer> => {
  if (!emailSchema.safeParse(to).success) throw new AppError('VALIDATION_FAILED', { summary: 'to is no address' });
  if (!SUBJECT.test(subject)) throw new AppError('VALIDATION_FAILED', { summary: 'subject is no line of ASCII' });
  const node = new PlainText(text);
  node.setHeader({
    From: { name: from.name, address: from.address },
    To: { name: '', address: to },
    Subject: subject,
    // No holiday notice should answer (RFC 3834).
    'Auto-Submitted': 'auto-generated',
  });
  return node.build();
};
