import { linkOf, type Notice, type Reader, textOf, titleOf } from './composing.ts';

/** The subject may be ASCII only. */
const ASCII = /^[\x20-\x7e]{1,100}$/;

/** Of what is no event. */
const SUBJECTS: Readonly<Record<string, string>> = { digest: 'Your digest', test: 'Test of your notifications' };

const subjectOf = (notice: Notice, reader: Reader): string => {
  const title = titleOf(notice, reader)?.replace(/\.$/, '') ?? SUBJECTS[notice.event] ?? 'Notification';
  return `Pacekeeper: ${ASCII.test(title) ? title : 'Notification'}`;
};

/** The mail for a notice: short, with a link to what it is about and one to the settings. */
export const noticeMail = (
  notice: Notice,
  username: string,
  reader: Reader,
): { readonly subject: string; readonly text: string } => ({
  subject: subjectOf(notice, reader),
  text: `${[
    `Hello ${username},`,
    textOf(notice, reader),
    linkOf(notice, reader),
    `You chose to get this by mail. Change it here:\n${reader.publicUrl}/settings`,
  ].join('\n\n')}\n`,
});
