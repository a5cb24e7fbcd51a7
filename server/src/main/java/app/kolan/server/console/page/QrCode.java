package app.kolan.server.console.page;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A text as a QR code (ISO/IEC 18004) of bytes with error correction M, which bears 15 % of
/// damage. It has the first mask, a chequered one: texts of keys are even enough for any.
public final class QrCode {
  /// Cells around it that stay light.
  private static final int QUIET = 4;

  /// The bytes of error correction in each block, and the number of blocks, by version from 1.
  private static final int[] CORRECTION = {
    10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24
  };

  private static final int[] BLOCKS = {1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10};

  private final int version;
  private final int size;
  private final boolean[][] dark;
  private final boolean[][] fixed;

  private QrCode(int version) {
    this.version = version;
    this.size = version * 4 + 17;
    this.dark = new boolean[size][size];
    this.fixed = new boolean[size][size];
  }

  /// The smallest code of a text; empty for one of more than about 400 bytes.
  public static Optional<QrCode> of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int version = 1; version <= BLOCKS.length; version++) {
      int room = total(version) - CORRECTION[version - 1] * BLOCKS[version - 1];
      if (header(version) + bytes.length * 8 <= room * 8) {
        var code = new QrCode(version);
        code.drawPatterns();
        code.drawData(corrected(version, data(version, room, bytes)));
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  /// How many cells wide and high it is, with the light ones around it.
  public int side() {
    return size + 2 * QUIET;
  }

  boolean isDark(int x, int y) {
    return dark[y][x];
  }

  /// Its dark cells as the path of an SVG, each one unit wide and high.
  public String path() {
    var path = new StringBuilder();
    for (int y = 0; y < size; y++) {
      int x = 0;
      while (x < size) {
        int from = x;
        while (x < size && dark[y][x]) {
          x++;
        }
        if (x > from) {
          path.append("M%d %dh%dv1h-%dz".formatted(from + QUIET, y + QUIET, x - from, x - from));
        } else {
          x++;
        }
      }
    }
    return path.toString();
  }

  /// Bits before the text: what kind it is of, and its length.
  private static int header(int version) {
    return 4 + (version < 10 ? 8 : 16);
  }

  /// All bytes of a version, those of error correction included.
  private static int total(int version) {
    int cells = (16 * version + 128) * version + 64;
    if (version > 1) {
      int marks = version / 7 + 2;
      cells -= (25 * marks - 10) * marks - 55;
    }
    return (version < 7 ? cells : cells - 36) / 8;
  }

  private static byte[] data(int version, int room, byte[] text) {
    var bits = new StringBuilder("0100");
    bits.append(bits(text.length, header(version) - 4));
    for (byte each : text) {
      bits.append(bits(each & 0xff, 8));
    }
    bits.append("0".repeat(Math.min(4, room * 8 - bits.length())));
    bits.append("0".repeat((8 - bits.length() % 8) % 8));
    var data = new byte[room];
    int used = bits.length() / 8;
    for (int i = 0; i < room; i++) {
      int padding = (i - used) % 2 == 0 ? 0xec : 0x11;
      data[i] = (byte) (i < used ? Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2) : padding);
    }
    return data;
  }

  private static String bits(int value, int count) {
    return Integer.toBinaryString(value | 1 << count).substring(1);
  }

  /// Deals data to blocks, gives each its error correction, and mixes them byte by byte.
  private static byte[] corrected(int version, byte[] data) {
    int blocks = BLOCKS[version - 1];
    int correction = CORRECTION[version - 1];
    int least = data.length / blocks;
    int shorter = blocks - data.length % blocks;
    var all = new byte[total(version)];
    int from = 0;
    for (int block = 0; block < blocks; block++) {
      int length = block < shorter ? least : least + 1;
      byte[] remainder = ReedSolomon.remainder(data, from, length, correction);
      for (int i = 0; i < length; i++) {
        all[i < least ? i * blocks + block : least * blocks + block - shorter] = data[from + i];
      }
      for (int i = 0; i < correction; i++) {
        all[data.length + i * blocks + block] = remainder[i];
      }
      from += length;
    }
    return all;
  }

  private void drawPatterns() {
    for (int i = 0; i < size; i++) {
      fix(6, i, i % 2 == 0);
      fix(i, 6, i % 2 == 0);
    }
    drawCorner(3, 3);
    drawCorner(size - 4, 3);
    drawCorner(3, size - 4);
    drawMarks();
    drawFormat();
    drawVersion();
  }

  private void fix(int x, int y, boolean isDark) {
    if (x >= 0 && x < size && y >= 0 && y < size) {
      dark[y][x] = isDark;
      fixed[y][x] = true;
    }
  }

  private void drawCorner(int x, int y) {
    for (int dy = -4; dy <= 4; dy++) {
      for (int dx = -4; dx <= 4; dx++) {
        int ring = Math.max(Math.abs(dx), Math.abs(dy));
        fix(x + dx, y + dy, ring != 2 && ring != 4);
      }
    }
  }

  private void drawMarks() {
    if (version == 1) {
      return;
    }
    int count = version / 7 + 2;
    int step = (version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        boolean isCorner = i == 0 && (j == 0 || j == count - 1) || j == 0 && i == count - 1;
        if (!isCorner) {
          drawMark(mark(i, count, step), mark(j, count, step));
        }
      }
    }
  }

  private int mark(int i, int count, int step) {
    return i == 0 ? 6 : size - 7 - (count - 1 - i) * step;
  }

  private void drawMark(int x, int y) {
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        fix(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) != 1);
      }
    }
  }

  /// Which error correction and which mask it has: both are 0 here, so the bits are always these.
  private void drawFormat() {
    int bits = 0x5412;
    for (int i = 0; i < 8; i++) {
      fix(8, i < 6 ? i : i + 1, isSet(bits, i));
      fix(size - 1 - i, 8, isSet(bits, i));
    }
    fix(7, 8, isSet(bits, 8));
    for (int i = 9; i < 15; i++) {
      fix(14 - i, 8, isSet(bits, i));
    }
    for (int i = 8; i < 15; i++) {
      fix(8, size - 15 + i, isSet(bits, i));
    }
    fix(8, size - 8, true);
  }

  private void drawVersion() {
    if (version < 7) {
      return;
    }
    int rest = version;
    for (int i = 0; i < 12; i++) {
      rest = rest << 1 ^ (rest >>> 11) * 0x1f25;
    }
    int bits = version << 12 | rest;
    for (int i = 0; i < 18; i++) {
      int far = size - 11 + i % 3;
      fix(far, i / 3, isSet(bits, i));
      fix(i / 3, far, isSet(bits, i));
    }
  }

  private static boolean isSet(int bits, int place) {
    return (bits >>> place & 1) == 1;
  }

  /// Fills the cells that are left, two columns at a time, up and down in turn.
  private void drawData(byte[] all) {
    int bit = 0;
    boolean up = true;
    for (int right = size - 1; right > 0; right -= right == 8 ? 3 : 2) {
      for (int i = 0; i < size; i++) {
        int y = up ? size - 1 - i : i;
        for (int x = right; x > right - 2; x--) {
          if (!fixed[y][x]) {
            boolean set = bit < all.length * 8 && isSet(all[bit >>> 3], 7 - (bit & 7));
            dark[y][x] = set ^ (x + y) % 2 == 0;
            bit++;
          }
        }
      }
      up = !up;
    }
  }
}
