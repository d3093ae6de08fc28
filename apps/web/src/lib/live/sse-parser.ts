/** One event of a stream, as it was sent. */
export interface ServerSentEvent {
  readonly name: string;
  readonly id: string | null;
  readonly data: string;
}

/** Reads a stream of server-sent events piece by piece; a piece may end anywhere, also inside a line end. */
export const createSseParser = (onEvent: (event: ServerSentEvent) => void) => {
  let rest = '';
  let name = '';
  let id: string | null = null;
  let data: string[] = [];

  const finish = () => {
    if (data.length > 0) onEvent({ name: name || 'message', id, data: data.join('\n') });
    name = '';
    data = [];
  };

  const readLine = (line: string) => {
    if (line === '') return finish();
    const colon = line.indexOf(':');
    if (colon === 0) return; // A comment: it only keeps the connection open.
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
  };

  return {
    push: (piece: string) => {
      rest += piece;
      // A carriage return at the very end may be half of a line end: it waits for the next piece.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop() ?? '';
      for (const line of lines) readLine(line);
    },
  };
};
