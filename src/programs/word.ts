/** One instruction as 8 bytes: code, rd, rs1, rs2, and imm in the last four, little endian. */
export interface Word {
  readonly code: number;
  readonly rd: number;
  readonly rs1: number;
  readonly rs2: number;
  /** −2³¹ to 2³¹ − 1. */
  readonly imm: number;
}

export const WORD_BYTES = 8;

/** The bytes of instructions. */
export const packWords = (words: readonly Word[]): Uint8Array => {
  const bytes = new Uint8Array(words.length * WORD_BYTES);
  const view = new DataView(bytes.buffer);
  words.forEach(({ code, rd, rs1, rs2, imm }, i) => {
    bytes.set([code, rd, rs1, rs2], i * WORD_BYTES);
    view.setInt32(i * WORD_BYTES + 4, imm, true);
  });
  return bytes;
};

/** The instructions that bytes hold. */
export const unpackWords = (code: Uint8Array): Word[] => {
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  return Array.from({ length: Math.floor(code.byteLength / WORD_BYTES) }, (_, i) => {
    const at = i * WORD_BYTES;
    return {
      code: view.getUint8(at),
      rd: view.getUint8(at + 1),
      rs1: view.getUint8(at + 2),
      rs2: view.getUint8(at + 3),
      imm: view.getInt32(at + 4, true),
    };
  });
};
