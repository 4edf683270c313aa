/** The memory of the plain machine: loads and stores of 1, 2, 4 or 8 bytes, little endian. */
export class Memory {
  private readonly view: DataView;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  read(address: number, bytes: number, signed: boolean): bigint {
    const { view } = this;
    switch (bytes) {
      case 1:
        return BigInt(signed ? view.getInt8(address) : view.getUint8(address));
      case 2:
        return BigInt(signed ? view.getInt16(address, true) : view.getUint16(address, true));
      case 4:
        return BigInt(signed ? view.getInt32(address, true) : view.getUint32(address, true));
      default:
        return view.getBigInt64(address, true);
    }
  }

  write(address: number, bytes: number, value: bigint): void {
    const { view } = this;
    const low = Number(BigInt.asIntN(32, value));
    if (bytes === 8) view.setBigInt64(address, BigInt.asIntN(64, value), true);
    else if (bytes === 4) view.setInt32(address, low, true);
    else if (bytes === 2) view.setInt16(address, low, true);
    else view.setInt8(address, low);
  }
}
