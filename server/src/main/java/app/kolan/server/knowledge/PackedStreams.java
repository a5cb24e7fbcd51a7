package app.kolan.server.knowledge;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Finds what a PDF has packed so that it becomes too large for this machine's memory, where the
/// library that reads it would unpack it whole. ISO 32000-1, sections 7.3.8 and 7.4.4.
///
/// Streams are looked for by their keyword alone: what a damaged or dishonest file says of their
/// lengths and of its own order does not matter. What is not packed by Flate passes.
final class PackedStreams {
  private static final long LARGEST = 64L * 1024 * 1024;
  private static final long LARGEST_ALTOGETHER = 1024L * 1024 * 1024;
  private static final byte[] KEYWORD = {'s', 't', 'r', 'e', 'a', 'm'};
  private static final int BUFFER = 64 * 1024;

  /// Readers take the two bytes of zlib (RFC 1950) for granted.
  private static final int ZLIB_HEADER = 2;

  private PackedStreams() {}

  static void check(byte[] file) throws UnreadableDocument {
    var buffer = new byte[BUFFER];
    long altogether = 0;
    for (int at = 0; at < file.length - KEYWORD.length; at++) {
      if (isKeyword(file, at)) {
        long size = size(file, data(file, at + KEYWORD.length), buffer);
        altogether += size;
        if (size > LARGEST || altogether > LARGEST_ALTOGETHER) {
          throw new UnreadableDocument(
              Reason.TOO_LARGE,
              "a page or picture in it is too large; save it with smaller pictures, or as .docx");
        }
      }
    }
  }

  private static boolean isKeyword(byte[] file, int at) {
    for (int i = 0; i < KEYWORD.length; i++) {
      if (file[at + i] != KEYWORD[i]) {
        return false;
      }
    }
    return at == 0 || file[at - 1] != 'd';
  }

  /// Where the data begins, behind the end of the keyword's line.
  private static int data(byte[] file, int from) {
    int at = from;
    while (at < file.length && (file[at] == ' ' || file[at] == '\r' || file[at] == '\n')) {
      at++;
    }
    return at;
  }

  /// How much it is unpacked, as far as it can be, and a little more than the largest at most.
  private static long size(byte[] file, int from, byte[] buffer) {
    int at = from + ZLIB_HEADER;
    if (at >= file.length) {
      return 0;
    }
    long size = 0;
    try (var inflater = new Inflater(true)) {
      inflater.setInput(file, at, file.length - at);
      while (size <= LARGEST && !inflater.finished()) {
        int more = inflater.inflate(buffer);
        if (more == 0) {
          break;
        }
        size += more;
      }
    } catch (DataFormatException _) {
      // No Flate, or no more of it.
    }
    return size;
  }
}
