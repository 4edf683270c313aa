import type { ByteStream } from './byte-stream.js';

/**
 * A bounded window that slides over a stream of bytes. What is between `start` and `end` is there to
 * be read; the reader moves `start` on. Works the same however the stream is cut into pieces.
 */
export class ByteWindow {
  readonly bytes: Uint8Array;
  start = 0;
  end = 0;
  /** True once the stream has given its last byte. */
  ended = false;
  private readonly iterator: AsyncIterator<Uint8Array>;
  private piece: Uint8Array = new Uint8Array(0);
  private pieceAt = 0;
  /** Byte offset in the stream of the window's first byte. */
  private base = 0;

  constructor(stream: ByteStream, capacity: number) {
    this.bytes = new Uint8Array(capacity);
    this.iterator = stream[Symbol.asyncIterator]();
  }

  /** Byte offset of `start` in the stream. */
  get offset(): number {
    return this.base + this.start;
  }

  /** Bytes that are there. */
  get held(): number {
    return this.end - this.start;
  }

  /** The next piece that has any bytes; false at the end. */
  private async nextPiece(): Promise<boolean> {
    while (this.pieceAt === this.piece.length) {
      if (this.ended) return false;
      const next = await this.iterator.next();
      if (next.done) {
        this.ended = true;
        return false;
      }
      this.piece = next.value;
      this.pieceAt = 0;
    }
    return true;
  }

  /** Moves what is there to the front and reads more; false if nothing came, at the end or for want of room. */
  async more(): Promise<boolean> {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.base += this.start;
      this.end -= this.start;
      this.start = 0;
    }
    const room = this.bytes.length - this.end;
    if (room === 0 || !(await this.nextPiece())) return false;
    const taken = Math.min(room, this.piece.length - this.pieceAt);
    this.bytes.set(this.piece.subarray(this.pieceAt, this.pieceAt + taken), this.end);
    this.pieceAt += taken;
    this.end += taken;
    return true;
  }

  /** Reads until at least `bytes` bytes are there; false if the stream ends before. */
  async need(bytes: number): Promise<boolean> {
    while (this.held < bytes) if (!(await this.more())) return false;
    return true;
  }

  /** Takes as many bytes as `target` has, past the window; gives how many there were. */
  async take(target: Uint8Array): Promise<number> {
    const first = Math.min(this.held, target.length);
    target.set(this.bytes.subarray(this.start, this.start + first));
    this.start += first;
    let done = first;
    while (done < target.length && (await this.nextPiece())) {
      const taken = Math.min(target.length - done, this.piece.length - this.pieceAt);
      target.set(this.piece.subarray(this.pieceAt, this.pieceAt + taken), done);
      this.pieceAt += taken;
      this.base += taken;
      done += taken;
    }
    return done;
  }

  /** Lets go of the stream. */
  async close(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await this.iterator.return?.();
  }
}
