import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { AppError } from '../errors/app-error.ts';
import { bareHeaders } from './bare-headers.ts';
import { toProblem } from './problem.filter.ts';

const STATUS_TEXT: Readonly<Record<number, string>> = { 400: 'Bad Request', 413: 'Payload Too Large' };

const errorOf = (code: string | undefined): AppError => {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return new AppError('PAYLOAD_TOO_LARGE');
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new AppError('VALIDATION_FAILED', { summary: 'the request took too long to arrive' });
    default:
      return new AppError('VALIDATION_FAILED', { summary: 'the request is not HTTP' });
  }
};

/** Answers what is not even HTTP; there is no request yet, so the answer is written by hand. */
export const answerClientError = (publicUrl: string) =>
  function clientErrorHandler(fault: Error & { code?: string }, socket: Socket): void {
    // Browsers open connections ahead of need. One that said nothing is closed without a word: an answer could cross the first
    // request on it and be taken for its own, while a browser repeats a request on a connection that only ended.
    if (fault.code === 'ECONNRESET' || !socket.writable || socket.bytesRead === 0) {
      socket.destroy();
      return;
    }
    const error = errorOf(fault.code);
    const body = JSON.stringify(toProblem(error, publicUrl, randomUUID()));
    const { status } = error.entry;
    socket.end(
      [
        `HTTP/1.1 ${status} ${STATUS_TEXT[status] ?? 'Error'}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        ...Object.entries(bareHeaders(publicUrl)).map(([name, value]) => `${name}: ${value}`),
        '',
        body,
      ].join('\r\n'),
    );
  };
