/** What instructions compute from registers alone. */

/** What an operation on two registers gives, which may be wider than 64 bits; `undefined`: a division by 0. */
export const compute = (operation: string, a: bigint, b: bigint): bigint | undefined => {
  const ua = BigInt.asUintN(64, a);
  const ub = BigInt.asUintN(64, b);
  switch (operation) {
    case 'add':
      return a + b;
    case 'sub':
      return a - b;
    case 'and':
      return a & b;
    case 'or':
      return a | b;
    case 'xor':
      return a ^ b;
    case 'shl':
      return a << (b & 63n);
    case 'shr':
      return ua >> (b & 63n);
    case 'sar':
      return a >> (b & 63n);
    case 'mul':
      return a * b;
    case 'slt':
      return a < b ? 1n : 0n;
    case 'sltu':
      return ua < ub ? 1n : 0n;
    default:
      if (b === 0n) return undefined;
      return operation === 'divu' ? ua / ub : ua % ub;
  }
};

/** Whether a branch is taken. */
export const taken = (mnemonic: string, a: bigint, b: bigint): boolean => {
  switch (mnemonic) {
    case 'beq':
      return a === b;
    case 'bne':
      return a !== b;
    case 'blt':
      return a < b;
    case 'bge':
      return a >= b;
    case 'bltu':
      return BigInt.asUintN(64, a) < BigInt.asUintN(64, b);
    default:
      return BigInt.asUintN(64, a) >= BigInt.asUintN(64, b);
  }
};
