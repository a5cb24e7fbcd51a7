package app.kolan.server.console.page;

/// Error correction by polynomials over the field of 256 elements that QR codes use.
final class ReedSolomon {
  private ReedSolomon() {}

  /// The bytes of correction of a part of some data.
  static byte[] remainder(byte[] data, int from, int length, int degree) {
    int[] divisor = divisor(degree);
    var rest = new byte[degree];
    for (int i = from; i < from + length; i++) {
      int factor = (data[i] ^ rest[0]) & 0xff;
      System.arraycopy(rest, 1, rest, 0, degree - 1);
      rest[degree - 1] = 0;
      for (int j = 0; j < degree; j++) {
        rest[j] ^= (byte) product(divisor[j], factor);
      }
    }
    return rest;
  }

  private static int[] divisor(int degree) {
    var divisor = new int[degree];
    divisor[degree - 1] = 1;
    int root = 1;
    for (int i = 0; i < degree; i++) {
      for (int j = 0; j < degree; j++) {
        divisor[j] = product(divisor[j], root) ^ (j + 1 < degree ? divisor[j + 1] : 0);
      }
      root = product(root, 2);
    }
    return divisor;
  }

  private static int product(int x, int y) {
    int product = 0;
    for (int i = 7; i >= 0; i--) {
      product = product << 1 ^ (product >>> 7) * 0x11d;
      product ^= (y >>> i & 1) * x;
    }
    return product;
  }
}
