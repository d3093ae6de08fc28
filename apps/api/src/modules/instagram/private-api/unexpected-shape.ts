/** A success whose body lacks what it is asked for. */
export class UnexpectedShape extends Error {
  override readonly name = 'UnexpectedShape';
}
