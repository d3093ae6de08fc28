/** A success whose body lacks what it is asked for. */
export class UnexpectedShape extends Error {
  override readonly name = 'UnexpectedShape';
}

/** A success that says there is no such person or medium, or an id that cannot be one: then nothing was asked. */
export class NoSuchTarget extends Error {
  override readonly name = 'NoSuchTarget';
}
